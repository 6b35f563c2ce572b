//JAVA 17+

package lib.adoption;

/** What builds a project and runs its tests. */
enum BuildTool {
    MAVEN("Maven", "POMs"),
    GRADLE("Gradle", "build files"),
    NONE("neither Maven nor Gradle", "");

    final String shown;
    /** Several of its files, in words. */
    final String files;

    BuildTool(String shown, String files) {
        this.shown = shown;
        this.files = files;
    }
}
