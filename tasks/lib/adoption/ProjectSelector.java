//JAVA 17+

package lib.adoption;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.maven.PomFile;
import lib.maven.XmlElement;

/** Finds the projects of a repository, and chooses the one whose tests are to be run. */
class ProjectSelector {

    private final Path root;
    private final RepositoryFiles files;
    private final GradleBuilds gradle;
    private final BuildTool tool;
    private final Survey.Choice choice;
    /** What a reader should know, a sentence each. */
    private final List<String> notes;

    ProjectSelector(Path root, RepositoryFiles files, Survey.Choice choice, List<String> notes) {
        this.root = root;
        this.files = files;
        this.gradle = new GradleBuilds(root, files);
        this.tool = tool();
        this.choice = choice;
        this.notes = notes;
    }

    /** A repository of Gradle may have a POM somewhere, in an example, and one of Maven a build file. */
    private BuildTool tool() {
        boolean maven = Files.isRegularFile(root.resolve("pom.xml")) || !poms().isEmpty() && !gradle.atRoot();
        if (maven) return BuildTool.MAVEN;
        return gradle.exist() ? BuildTool.GRADLE : BuildTool.NONE;
    }

    /** @param requested a module or a build file, or null */
    TestedProject select(String requested) {
        if (tool == BuildTool.NONE && requested == null) {
            Pom nothing = new Pom(new PomFile(root.resolve("pom.xml"), XmlElement.of("project", ""), null, null));
            return new TestedProject(tool, nothing, null, List.of(nothing));
        }
        List<Pom> builds = tool == BuildTool.GRADLE ? gradle.builds() : builds();
        Pom named = requested == null ? null : named(requested);
        Pom build = named == null ? build(builds) : buildOf(named, builds);
        List<Pom> family = family(build);
        Pom module = named == null || named.file.equals(build.file)
                ? null
                : family.stream()
                        .filter(each -> each.file.equals(named.file))
                        .findFirst()
                        .orElse(null);
        return new TestedProject(tool, build, module, family);
    }

    /** A build and all its modules. */
    private List<Pom> family(Pom build) {
        return tool == BuildTool.GRADLE
                ? gradle.family(build)
                : Stream.concat(Stream.of(build), build.modules(root).stream()).toList();
    }

    private List<Path> poms() {
        return files.matching("(?:(?!.*(?:^|/)src/).*/)?pom\\.xml");
    }

    /** The POMs that no other one has as its module. */
    private List<Pom> builds() {
        List<Path> poms = poms();
        Set<Path> modules = new HashSet<>();
        List<Pom> builds = new ArrayList<>();
        for (Path file : poms.stream()
                .sorted(Comparator.comparingInt(Path::getNameCount))
                .toList()) {
            if (modules.contains(file)) continue;
            try {
                Pom read = Pom.read(file, root);
                builds.add(read);
                read.modules(root).forEach(each -> modules.add(each.file));
            } catch (ExitException broken) {
                // one of several may be: the others are there all the same
                if (poms.size() == 1 || file.getParent().equals(root)) throw broken;
                notes.add(broken.getMessage());
            }
        }
        if (builds.isEmpty() && !poms.isEmpty())
            throw ExitException.wrongInput(
                    String.join("; ", notes), "Try: mvn -f " + files.show(poms.get(0)) + " validate");
        return builds;
    }

    private Pom named(String requested) {
        Path path = root.resolve(requested).normalize();
        if (tool == BuildTool.GRADLE)
            return gradle.builds().stream()
                    .flatMap(build -> family(build).stream())
                    .filter(each -> each.file.equals(path) || each.directory().equals(path))
                    .findFirst()
                    .orElseThrow(() -> notThere(requested));
        Path file = Files.isDirectory(path) ? path.resolve("pom.xml") : path;
        if (tool == BuildTool.NONE || !Files.isRegularFile(file) || !file.startsWith(root)) throw notThere(requested);
        return Pom.read(file, root);
    }

    private ExitException notThere(String requested) {
        String name = tool == BuildTool.GRADLE ? "build.gradle" : "pom.xml";
        return ExitException.wrongInput(
                "--module names " + requested + ", where there is no " + name,
                "Give the directory of a module, or its " + name + ", from the root of the repository.");
    }

    private Pom buildOf(Pom named, List<Pom> builds) {
        return builds.stream()
                .filter(build -> family(build).stream().anyMatch(each -> each.file.equals(named.file)))
                .findFirst()
                .orElse(named);
    }

    private Pom build(List<Pom> builds) {
        if (builds.size() == 1 || builds.get(0).directory().equals(root)) return builds.get(0);
        Predicate<Pom> onPostgres =
                build -> family(build).stream().anyMatch(each -> each.dependsOn(".*:(?:.*postgresql.*|.*pg-client)"));
        List<Pom> fitting = builds.stream().filter(onPostgres).toList();
        List<Pom> candidates = (fitting.isEmpty() ? builds : fitting)
                .stream().sorted(byTests()).toList();
        if (candidates.size() == 1) return candidates.get(0);
        return candidates.get(choice.of(
                "There are several " + tool.shown + " projects here. Which one is to be tested?",
                candidates.stream().map(build -> files.show(build.file)).toList()));
    }

    /**
     * Several modules with migrations of their own need a database each: where that is not known, it is one of them.
     */
    TestedProject oneOf(TestedProject project, ModuleDatabases databases) {
        List<Pom> migrating =
                project.poms().stream().filter(this::migrates).sorted(byTests()).toList();
        if (migrating.size() < 2
                || migrating.stream()
                        .allMatch(module -> databases.of(module.directory()).isPresent())) return project;
        Pom module = migrating.get(choice.of(
                "Several modules have migrations of their own, and so databases of their own. Which one is to be"
                        + " tested?",
                migrating.stream().map(each -> files.show(each.directory())).toList()));
        return new TestedProject(project.tool(), project.build(), module, project.family());
    }

    private boolean migrates(Pom pom) {
        return Files.isDirectory(pom.directory().resolve("src/main/resources/db/migration"))
                || Files.isDirectory(pom.directory().resolve("src/main/resources/db/changelog")) && !ownContainers(pom);
    }

    /** Its databases are its own then, whatever others have. */
    private boolean ownContainers(Pom pom) {
        return testFiles(pom).stream()
                .anyMatch(file -> RepositoryFiles.textOrNothing(file).contains("org.testcontainers"));
    }

    /** The one with the most tests first. */
    private Comparator<Pom> byTests() {
        return Comparator.comparingInt(pom -> -testFiles(pom).size());
    }

    private List<Path> testFiles(Pom pom) {
        String inside = pom.directory().equals(root) ? "" : files.show(pom.directory()) + "/";
        return files.matching(Pattern.quote(inside) + "(?:.*/)?src/(?:test|it)/.*\\.(?:java|kt|groovy)");
    }
}
