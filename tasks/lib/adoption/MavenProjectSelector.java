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

/** Finds the Maven projects of a repository, and chooses the one whose tests are to be run. */
class MavenProjectSelector {

    private final Path root;
    private final RepositoryFiles files;
    private final Survey.Choice choice;
    /** What a reader should know, a sentence each. */
    private final List<String> notes;

    MavenProjectSelector(Path root, RepositoryFiles files, Survey.Choice choice, List<String> notes) {
        this.root = root;
        this.files = files;
        this.choice = choice;
        this.notes = notes;
    }

    /** @param requested a module or a POM, or null */
    MavenProject select(String requested) {
        List<Pom> builds = builds();
        Pom named = requested == null ? null : named(requested);
        Pom build = named == null ? build(builds) : buildOf(named, builds);
        List<Pom> family = family(build);
        Pom module = named == null || named.file.equals(build.file)
                ? module(family)
                : family.stream()
                        .filter(each -> each.file.equals(named.file))
                        .findFirst()
                        .orElse(null);
        return new MavenProject(build, module, family);
    }

    /** A build and all its modules. */
    private List<Pom> family(Pom build) {
        return Stream.concat(Stream.of(build), build.modules(root).stream()).toList();
    }

    /** The POMs that no other one has as its module. */
    private List<Pom> builds() {
        List<Path> poms = files.matching("(?:(?!.*(?:^|/)src/).*/)?pom\\.xml");
        if (poms.isEmpty()) throw withoutPom();
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
        if (builds.isEmpty())
            throw ExitException.wrongInput(
                    String.join("; ", notes), "Try: mvn -f " + files.show(poms.get(0)) + " validate");
        return builds;
    }

    private ExitException withoutPom() {
        List<Path> gradle = files.matching("(?:[^/]+/){0,2}(?:build|settings)\\.gradle(?:\\.kts)?");
        if (!gradle.isEmpty())
            return ExitException.wrongInput(
                    "this is a Gradle project (" + files.show(gradle.get(0)) + "), and manage.java"
                            + " works with Maven only",
                    null);
        return ExitException.wrongInput(
                "there is no pom.xml in " + root,
                "manage.java is for Maven projects; name the directory of yours: init TARGET");
    }

    private Pom named(String requested) {
        Path path = root.resolve(requested).normalize();
        Path file = Files.isDirectory(path) ? path.resolve("pom.xml") : path;
        if (!Files.isRegularFile(file) || !file.startsWith(root))
            throw ExitException.wrongInput(
                    "--module names " + requested + ", where there is no POM",
                    "Give the directory of a module, or its pom.xml, from the root of the repository.");
        return Pom.read(file, root);
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
                "There are several Maven projects here. Which one is to be tested?",
                candidates.stream().map(build -> files.show(build.file)).toList()));
    }

    /** Several modules with migrations of their own would need several databases: then it is one of them. */
    private Pom module(List<Pom> family) {
        List<Pom> migrating =
                family.stream().filter(this::migrates).sorted(byTests()).toList();
        if (migrating.size() < 2) return null;
        return migrating.get(choice.of(
                "Several modules have migrations of their own, and so databases of their own. Which one is to be"
                        + " tested?",
                migrating.stream().map(each -> files.show(each.directory())).toList()));
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
        return files.matching(Pattern.quote(files.show(pom.file).replaceFirst("pom\\.xml$", ""))
                + "(?:.*/)?src/(?:test|it)/.*\\.(?:java|kt|groovy)");
    }
}
