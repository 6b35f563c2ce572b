//JAVA 17+

package lib.adoption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.ExitException;

/**
 * The directories with a project's migrations: those that Flyway is told of, else the one of its default, else those
 * that have migrations in them.
 */
class FlywayDirectories {

    /** As manage.java takes for a migration; anything else in its directory would stop it. */
    private static final Pattern UNDERSTOOD = Pattern.compile("(?:[VUB]\\d+(?:[._]\\d+)*|R)__.+\\.sql|\\..*|README.*"
            + "|.+\\.sql\\.conf|(?:before|after)\\w*(?:__.*)?\\.sql");

    private static final Pattern MIGRATION = Pattern.compile("(?:V\\d+(?:[._]\\d+)*|R)__.+\\.sql");
    private static final Pattern VERSION = Pattern.compile("V(\\d+(?:[._]\\d+)*)__.+\\.sql");
    private static final Pattern IN_CODE = Pattern.compile("\\.locations\\(\\s*\"([^\"]+)\"");
    private static final String KEYS =
            "(?i)(?:spring\\.flyway|flyway|quarkus\\.flyway|flyway\\.datasources\\.default)\\.locations.*";

    final List<Path> all;
    private final RepositoryFacts facts;

    FlywayDirectories(RepositoryFacts facts) {
        this.facts = facts;
        Set<Path> directories = new LinkedHashSet<>();
        List<String> locations = locations();
        if (locations.isEmpty()) locations.add("classpath:db/migration");
        locations.forEach(location -> directories.addAll(places(location.replace("{vendor}", "postgresql"))));
        directories.removeIf(directory -> !holdsMigrations(directory));
        // a directory in another one of them is walked with it
        directories.removeIf(directory ->
                directories.stream().anyMatch(other -> !other.equals(directory) && directory.startsWith(other)));
        all = directories.isEmpty() ? onlyOne() : List.copyOf(directories);
    }

    private FlywayDirectories(RepositoryFacts facts, List<Path> all) {
        this.facts = facts;
        this.all = all;
    }

    /** Some of them. */
    FlywayDirectories only(Predicate<Path> which) {
        return new FlywayDirectories(facts, all.stream().filter(which).toList());
    }

    /** As settings, code and plugins name them. */
    private List<String> locations() {
        Stream<String> settings = facts.settings().matching(KEYS).stream()
                .filter(setting -> setting.profile().matches("|test"))
                .map(Settings.Setting::value);
        Stream<String> code = facts.files().matching("(?:.*/)?src/.*\\.(?:java|kt)").stream()
                .map(RepositoryFiles::textOrNothing)
                .flatMap(text -> IN_CODE.matcher(text).results().map(found -> found.group(1)));
        List<String> names = new ArrayList<>(Stream.concat(settings, code)
                .flatMap(value ->
                        Arrays.stream(Placeholders.resolve(value, Map.of()).split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList());
        for (Pom pom : facts.poms()) {
            String base = pom.directory().toString();
            pom.plugins("flyway-maven-plugin").stream()
                    .flatMap(plugin -> PluginConfiguration.of(plugin).values("location").stream())
                    .map(location ->
                            pom.path(location.replaceFirst("^filesystem:(?=src/)", "filesystem:" + base + "/")))
                    .forEach(names::add);
        }
        return names;
    }

    private List<Path> places(String location) {
        if (location.startsWith("filesystem:"))
            return List.of(facts.root()
                    .resolve(location.substring("filesystem:".length()))
                    .normalize());
        String path = location.replaceFirst("^classpath\\*?:/*", "").replaceFirst("^/+", "");
        List<Path> places = new ArrayList<>();
        for (String resources : List.of("src/main/resources", "src/test/resources"))
            facts.poms()
                    .forEach(pom -> places.add(
                            pom.directory().resolve(resources).resolve(path).normalize()));
        return places;
    }

    private boolean holdsMigrations(Path directory) {
        return Files.isDirectory(directory)
                && directory.startsWith(facts.root())
                && walk(directory).stream().anyMatch(FlywayDirectories::isMigration);
    }

    /** The one directory of the project that has migrations in it, where nothing names any. */
    private List<Path> onlyOne() {
        List<Path> anywhere = facts.files().matching("(?:.*/)?V\\d[^/]*__[^/]+\\.sql").stream()
                .map(Path::getParent)
                .filter(directory -> facts.poms().stream().anyMatch(pom -> directory.startsWith(pom.directory()))
                        && !facts.show(directory).contains("src/test/"))
                .distinct()
                .toList();
        return anywhere.size() == 1 ? anywhere : List.of();
    }

    private static boolean isMigration(Path file) {
        return MIGRATION.matcher(file.getFileName().toString()).matches();
    }

    private static List<Path> walk(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw ExitException.cannotRead(directory.toString(), e);
        }
    }

    /** Whether it is the one that everybody has, which needs no word in the environment file. */
    boolean usual() {
        Path build = facts.project().build().directory();
        Path directory = build.resolve("src/main/resources/db/migration");
        if (!facts.project().byMaven() && !build.equals(facts.root())) return false;
        return all.equals(List.of(directory));
    }

    List<String> shown() {
        return all.stream().map(facts::show).toList();
    }

    int migrations() {
        return (int) all.stream()
                .flatMap(directory -> walk(directory).stream())
                .filter(FlywayDirectories::isMigration)
                .count();
    }

    /** A version that several files have, as where each module of an application migrates by itself. */
    Optional<String> twice() {
        Set<String> versions = new HashSet<>();
        return all.stream()
                .flatMap(directory -> walk(directory).stream())
                .map(file -> VERSION.matcher(file.getFileName().toString()))
                .filter(Matcher::matches)
                .map(version -> version.group(1).replace('_', '.'))
                .filter(version -> !versions.add(version))
                .findFirst();
    }

    /** A file that Flyway would pass over. */
    Optional<Path> ignored() {
        return all.stream()
                .flatMap(directory -> walk(directory).stream())
                .filter(file ->
                        !UNDERSTOOD.matcher(file.getFileName().toString()).matches())
                .findFirst();
    }
}
