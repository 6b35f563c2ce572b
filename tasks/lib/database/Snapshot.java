//JAVA 17+

package lib.database;

/**
 * A copy of a database, as the comment at the copy has it; by that it is told from every other database.
 *
 * @param madeBy always the same
 * @param of the name of the database that was copied
 * @param saved when, as UTC
 * @param comment what stood at that database; null for nothing
 */
record Snapshot(String madeBy, String of, String name, String saved, String comment) {

    static final String MADE_BY = "manage.java db snapshot";

    static final DatabaseMark<Snapshot> MARK = new DatabaseMark<>(MADE_BY, Snapshot.class);

    /** The name of the database that it is. */
    String database() {
        return database(of, name);
    }

    static String database(String of, String name) {
        return of + "@" + name;
    }
}
