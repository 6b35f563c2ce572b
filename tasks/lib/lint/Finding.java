//JAVA 17+

package lib.lint;

/**
 * One thing that a statement of a migration does to an application that is running.
 *
 * @param place file and line
 * @param statement its first line
 * @param effect what the server did, and what that blocks
 * @param safe the usual form that does not
 * @param severe whether it is a reason not to apply the migration
 */
record Finding(String place, String statement, String effect, String safe, boolean severe) {

    String text() {
        return place + ": " + statement + "\n    " + (severe ? "" : "Note: ") + effect + ".\n    " + safe;
    }
}
