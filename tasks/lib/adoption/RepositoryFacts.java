//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.List;

/** What stands in the files of a repository, before anything is concluded from it. */
record RepositoryFacts(Path root, MavenProject maven, Sources sources, Settings settings, ServerHints hints) {

    private static final String SETTINGS = "(?:.*/)?(?:src/main/resources|src/test/resources|src/it/resources|config)/"
            + "(?:config/|META-INF/)?[^/]+|application[^/]*";

    static RepositoryFacts read(Path root, RepositoryFiles files, MavenProject maven) {
        Sources sources = new Sources(files, maven.directories());
        Settings settings = new Settings();
        for (Path file : files.matching(SETTINGS)) {
            if (ours(root, maven, file)) settings.read(file, files.show(file).matches("(?:.*/)?src/(?:test|it)/.*"));
        }
        return new RepositoryFacts(root, maven, sources, settings, new ServerHints(files, maven.poms()));
    }

    /** Whether a file of settings is the project's, or that of all projects. */
    private static boolean ours(Path root, MavenProject maven, Path file) {
        return file.getParent().equals(root) || file.getParent().equals(root.resolve("config")) || maven.contains(file);
    }

    RepositoryFiles files() {
        return sources.files;
    }

    List<Pom> poms() {
        return maven.poms();
    }

    String show(Path file) {
        return files().show(file);
    }
}
