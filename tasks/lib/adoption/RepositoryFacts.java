//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.List;

/** What stands in the files of a repository, before anything is concluded from it. */
record RepositoryFacts(Path root, TestedProject project, Sources sources, Settings settings, ServerHints hints) {

    private static final String SETTINGS = "(?:.*/)?(?:src/main/resources|src/test/resources|src/it/resources|config)/"
            + "(?:config/|META-INF/)?[^/]+|application[^/]*";

    /** Its file has any name. */
    private static final String DROPWIZARD =
            "(?:.*/)?src/(?:main|test|it)/resources/.*\\.ya?ml|(?:.*/)?(?:config|conf)/[^/]+\\.ya?ml"
                    + "|(?!.*compose)[^/.]+\\.ya?ml";

    private static final String TESTS = "(?:.*/)?src/(?:test|it)/.*";

    static RepositoryFacts read(Path root, RepositoryFiles files, TestedProject project) {
        Sources sources = new Sources(files, project.poms());
        Settings settings = new Settings();
        for (Path file : files.matching(SETTINGS)) {
            if (ours(root, project, file)) settings.read(file, files.show(file).matches(TESTS));
        }
        if (project.dependsOn("io\\.dropwizard:.*"))
            files.matching(DROPWIZARD).stream()
                    .filter(file -> ours(root, project, file) && !Settings.named(file))
                    .forEach(file -> settings.yaml(file, files.show(file).matches(TESTS)));
        return new RepositoryFacts(root, project, sources, settings, new ServerHints(files, project.poms()));
    }

    /** Whether a file of settings is the project's, or that of all projects. */
    private static boolean ours(Path root, TestedProject project, Path file) {
        return file.getParent().equals(root)
                || file.getParent().equals(root.resolve("config"))
                || project.contains(file);
    }

    RepositoryFiles files() {
        return sources.files;
    }

    List<Pom> poms() {
        return project.poms();
    }

    String show(Path file) {
        return files().show(file);
    }
}
