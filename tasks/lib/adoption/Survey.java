//JAVA 17+

package lib.adoption;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.ExitException;
import org.apache.maven.model.Plugin;

/** What a repository is made of, as far as its tests and its database go. */
public class Survey {

    /** One thing that was found, and where. */
    public record Finding(String what, String value, String where) {}

    /** Answers which of several, by its place in the list. */
    public interface Choice {
        int of(String question, List<String> answers);
    }

    static final String DEFAULT_IMAGE = "postgres:17";

    final Path root;
    final Sources sources;
    final Settings settings = new Settings();
    final ServerHints hints;
    final Connections connections;
    final Pom pom;
    /** The one module whose tests are to be run; null for all. */
    final Pom module;

    final Migrated migrated;
    public final List<Finding> findings = new ArrayList<>();
    public final List<String> notes = new ArrayList<>();
    final List<String> arguments = new ArrayList<>();
    final String image;
    String goal;
    private final List<Pom> all;

    /** @param wanted a module or a POM, or null */
    public Survey(Path root, String wanted, Choice choice) {
        this.root = root;
        sources = new Sources(root);
        List<Pom> builds = builds();
        Pom named = wanted == null ? null : named(wanted);
        pom = named == null
                ? build(builds, choice)
                : builds.stream()
                        .filter(build -> build.file.equals(named.file)
                                || build.modules(root).stream().anyMatch(each -> each.file.equals(named.file)))
                        .findFirst()
                        .orElse(named);
        List<Pom> family =
                Stream.concat(Stream.of(pom), pom.modules(root).stream()).toList();
        module = named != null && !named.file.equals(pom.file)
                ? family.stream()
                        .filter(each -> each.file.equals(named.file))
                        .findFirst()
                        .orElse(null)
                : module(family, choice);
        all = module == null ? family : List.of(module);
        List<Path> folders = all.stream().map(Pom::folder).toList();
        sources.read(folders);
        for (Path file : sources.matching(
                "(?:.*/)?(?:src/main/resources|src/test/resources|src/it/resources|config)/(?:config/|META-INF/)?[^/]+|application[^/]*")) {
            boolean ours = folders.stream()
                            .anyMatch(folder -> file.startsWith(folder)
                                    && nearest(family, file).folder().equals(folder))
                    || file.getParent().equals(root)
                    || file.getParent().equals(root.resolve("config"));
            if (ours) settings.read(file, sources.show(file).matches("(?:.*/)?src/(?:test|it)/.*"));
        }
        hints = new ServerHints(root, sources, all);
        connections = new Connections(settings, sources, hints, all);
        migrated = new Migrated(this, all);
        image = image();
        build();
        describe();
    }

    private static Pom nearest(List<Pom> family, Path file) {
        return family.stream()
                .filter(each -> file.startsWith(each.folder()))
                .max(Comparator.comparingInt(each -> each.folder().getNameCount()))
                .orElseThrow();
    }

    /** The POMs that no other one has as its module. */
    private List<Pom> builds() {
        List<Path> files = sources.matching("(?:(?!.*(?:^|/)src/).*/)?pom\\.xml");
        if (files.isEmpty()) {
            List<Path> gradle = sources.matching("(?:[^/]+/){0,2}(?:build|settings)\\.gradle(?:\\.kts)?");
            if (!gradle.isEmpty())
                throw ExitException.wrongInput(
                        "this is a Gradle project (" + sources.show(gradle.get(0))
                                + "), and manage.java works with Maven alone",
                        null);
            throw ExitException.wrongInput(
                    "there is no pom.xml in " + root,
                    "manage.java is for Maven projects; name the folder of yours: init TARGET");
        }
        Set<Path> modules = new HashSet<>();
        List<Pom> poms = new ArrayList<>();
        for (Path file : files.stream()
                .sorted(Comparator.comparingInt(Path::getNameCount))
                .toList()) {
            if (modules.contains(file)) continue;
            try {
                Pom read = Pom.read(file, root);
                poms.add(read);
                read.modules(root).forEach(each -> modules.add(each.file));
            } catch (ExitException broken) {
                // one of several may be: the others are there all the same
                if (files.size() == 1 || file.getParent().equals(root)) throw broken;
                notes.add(broken.getMessage());
            }
        }
        if (poms.isEmpty())
            throw ExitException.wrongInput(
                    String.join("; ", notes), "Try: mvn -f " + sources.show(files.get(0)) + " validate");
        return poms;
    }

    private Pom named(String wanted) {
        Path path = root.resolve(wanted).normalize();
        Path file = Files.isDirectory(path) ? path.resolve("pom.xml") : path;
        if (!Files.isRegularFile(file) || !file.startsWith(root))
            throw ExitException.wrongInput(
                    "--module names " + wanted + ", where there is no POM",
                    "It is the folder of a module, or its pom.xml, from the root of the repository.");
        return Pom.read(file, root);
    }

    private Pom build(List<Pom> builds, Choice choice) {
        if (builds.size() == 1 || builds.get(0).folder().equals(root)) return builds.get(0);
        List<Pom> candidates = Stream.<Predicate<Pom>>of(
                        build -> Stream.concat(Stream.of(build), build.modules(root).stream())
                                .anyMatch(each -> each.dependsOn(".*:(?:.*postgresql.*|.*pg-client)")),
                        build -> true)
                .map(wish -> builds.stream().filter(wish).toList())
                .filter(list -> !list.isEmpty())
                .findFirst()
                .orElseThrow();
        candidates = candidates.stream()
                .sorted(Comparator.comparingInt(build -> -tests(build)))
                .toList();
        if (candidates.size() == 1) return candidates.get(0);
        return candidates.get(choice.of(
                "There are several Maven projects here. Which one is to be tested?",
                candidates.stream().map(build -> sources.show(build.file)).toList()));
    }

    private int tests(Pom of) {
        return testFiles(of).size();
    }

    private List<Path> testFiles(Pom of) {
        return sources.matching(Pattern.quote(sources.show(of.file).replaceFirst("pom\\.xml$", ""))
                + "(?:.*/)?src/(?:test|it)/.*\\.(?:java|kt|groovy)");
    }

    /** Its databases are its own then, whatever others have. */
    private boolean ownContainers(Pom of) {
        return testFiles(of).stream().anyMatch(file -> quiet(file).contains("org.testcontainers"));
    }

    /** Several modules with migrations of their own would need several databases: then it is one of them. */
    private Pom module(List<Pom> family, Choice choice) {
        List<Pom> migrating = family.stream()
                .filter(each -> each.folder()
                                .resolve("src/main/resources/db/migration")
                                .toFile()
                                .isDirectory()
                        || each.folder()
                                        .resolve("src/main/resources/db/changelog")
                                        .toFile()
                                        .isDirectory()
                                && !ownContainers(each))
                .sorted(Comparator.comparingInt(each -> -tests(each)))
                .toList();
        if (migrating.size() < 2) return null;
        return migrating.get(choice.of(
                "Several modules have migrations of their own, and so databases of their own. Which one is to be"
                        + " tested?",
                migrating.stream().map(each -> sources.show(each.folder())).toList()));
    }

    private String image() {
        List<Map.Entry<String, String>> found = new ArrayList<>(sources.images.entrySet());
        hints.servers.stream()
                .filter(server -> server.image() != null)
                .forEach(server -> found.add(Map.entry(server.image(), server.where())));
        for (Map.Entry<String, String> each : found) {
            String fitting = ServerHints.image(each.getKey());
            if (fitting == null) continue;
            findings.add(new Finding(
                    "PostgreSQL",
                    fitting + (fitting.equals(each.getKey()) ? "" : ", for " + each.getKey()),
                    each.getValue()));
            return fitting;
        }
        findings.add(new Finding(
                "PostgreSQL",
                DEFAULT_IMAGE + (found.isEmpty() ? "" : ", for " + found.get(0).getKey() + ", which names no version"),
                found.isEmpty() ? "nothing names a version" : found.get(0).getValue()));
        return DEFAULT_IMAGE;
    }

    private void build() {
        if (module != null)
            arguments.addAll(
                    List.of("-pl", pom.folder().relativize(module.folder()).toString(), "-am"));
        arguments.addAll(connections.fixedPort == 0 ? connections.arguments : List.of());
        for (Pom each : all) {
            if (!each.plugins("maven-failsafe-plugin").isEmpty()) goal = "verify";
            for (Plugin plugin : each.plugins()) {
                String configuration = plugin.getConfiguration() + " "
                        + plugin.getExecutions().stream()
                                .map(execution -> String.valueOf(execution.getConfiguration()))
                                .toList();
                String skip = switch (plugin.getArtifactId()) {
                    case "docker-maven-plugin" ->
                        configuration.contains("postg")
                                        && !plugin.getExecutions().isEmpty()
                                ? "-Ddocker.skip=true"
                                : null;
                    case "docker-compose-maven-plugin" -> "-DdockerCompose.skip=true";
                    // they would find our scripts wanting
                    case "apache-rat-plugin" -> "-Drat.skip=true";
                    case "license-maven-plugin" -> "-Dlicense.skip=true";
                    case "editorconfig-maven-plugin" -> "-Deditorconfig.skip=true";
                    default -> null;
                };
                if (skip != null && !arguments.contains(skip)) arguments.add(skip);
            }
        }
    }

    private void describe() {
        String where = sources.show(pom.file);
        String version = switch (connections.framework) {
            case SPRING ->
                version(
                        "Spring Boot",
                        "org\\.springframework\\.boot:spring-boot-(?:starter-parent|dependencies|starter.*)");
            case QUARKUS -> version("Quarkus", "io\\.quarkus.*:quarkus-(?:bom|universe-bom).*");
            case MICRONAUT -> version("Micronaut", "io\\.micronaut(?:\\.platform)?:micronaut-(?:parent|bom|platform)");
            case NONE -> "plain Maven";
        };
        findings.add(
                0,
                new Finding(
                        "Application",
                        version + (all.size() > 1 ? ", " + all.size() + " POMs" : ""),
                        module == null ? where : sources.show(module.file)));
        int java = all.stream().mapToInt(Pom::java).max().orElse(0);
        if (java > 0) findings.add(1, new Finding("Java", String.valueOf(java), where));
        if (java > Runtime.version().feature())
            notes.add("It is compiled for Java " + java + ", and the Java that runs here is "
                    + Runtime.version().feature() + ": Maven needs JAVA_HOME to name a newer one.");
        findings.add(new Finding(
                "Database",
                connections.found == null ? "no address anywhere" : shown(connections.found),
                connections.found == null ? "" : connections.foundIn));
        if (!connections.driver()) notes.add("No driver of PostgreSQL is among the dependencies of " + where + ".");
        findings.add(migrated.finding());
        findings.add(new Finding(
                "Tests",
                sources.tests.size()
                        + (sources.tests.size() == 1 ? " class" : " classes")
                        + (goal == null ? "" : ", failsafe's too"),
                goal == null ? "mvn test" : "mvn " + goal));
        hints.compose.forEach((file, server) -> findings.add(new Finding(
                "Compose",
                "service " + server.service()
                        + (hints.others.containsKey(file) ? ", and " + String.join(", ", hints.others.get(file)) : ""),
                sources.show(file))));
        if (!hints.variables.isEmpty())
            findings.add(new Finding(
                    "Variables",
                    hints.variables.size() + " in .env files",
                    sources.matching("(?:.*/)?\\.env.*").stream()
                            .findFirst()
                            .map(sources::show)
                            .orElse("")));
        settings.unreadable.forEach((file, why) -> notes.add(sources.show(file) + " cannot be read: " + why));
        notes.addAll(new LinkedHashSet<>(connections.notes));
        if (connections.passwordless())
            notes.add("No password was found for it, so the server asks for none: POSTGRES_HOST_AUTH_METHOD is trust.");
        if (!sources.withContainers.isEmpty()) {
            notes.add(
                    sources.withContainers.stream().map(sources::show).limit(3).collect(Collectors.joining(", "))
                            + (sources.withContainers.size() > 3
                                    ? " and " + (sources.withContainers.size() - 3) + " more"
                                    : "")
                            + (sources.withContainers.size() == 1
                                    ? " starts containers by itself"
                                    : " start containers by themselves")
                            + ", with Testcontainers; what is set there wins over any variable, so these tests go on"
                            + " to do so, and need Docker.");
        }
        scripts();
        List<String> databases = settings.all.stream()
                .filter(setting -> setting.profile().isEmpty() && !setting.test())
                .map(setting -> Placeholders.resolve(setting.value(), hints.variables))
                .filter(Address::postgres)
                .map(Address::database)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (databases.size() > 1)
            notes.add(String.join(" and ", databases)
                    + " are databases of their own, and all addresses below lead to APPLICATION_DB. Where the"
                    + " tests need them apart, name them in the addresses, and have a script of"
                    + " APPLICATION_INIT_SQL create the others.");
        List<String> others = hints.compose.keySet().stream()
                .flatMap(file -> hints.others.getOrDefault(file, List.of()).stream())
                .filter(name -> !name.matches("(?i).*(?:admin|adminer|-ui|mailhog|mailpit).*"))
                .distinct()
                .toList();
        if (!others.isEmpty() && hints.compose.size() > 0)
            notes.add("If the tests need " + String.join(" or ", others)
                    + " too, add to config/testing.json: {\"name\": \"COMPOSE_FILE\", \"value\": \""
                    + sources.show(hints.compose.keySet().iterator().next()) + "\"}");
    }

    /** Scripts that make tables, where nothing seen here runs them. */
    private void scripts() {
        if (!migrated.finding().value().equals("none")
                || hints.servers.stream().anyMatch(server -> !server.scripts().isEmpty())) return;
        Pattern table = Pattern.compile("(?im)^\\s*create\\s+(?:unlogged\\s+)?table\\b");
        List<String> making = sources.matching("(?:(?!(?:.*/)?src/test/).*/)?[^/]+\\.sql").stream()
                .filter(file -> connections.framework == Profiles.Framework.NONE
                        || !file.getFileName().toString().matches("(?:schema|data|import)\\b.*"))
                .filter(file -> table.matcher(quiet(file)).find())
                .map(sources::show)
                .toList();
        if (making.isEmpty() || making.size() > 3) return;
        notes.add(String.join(", ", making)
                + (making.size() == 1 ? " makes tables. If nothing runs it" : " make tables. If nothing runs them")
                + ", add to config/testing.json: {\"name\": \"APPLICATION_INIT_SQL\", \"value\": "
                + (making.size() == 1
                        ? "\"" + making.get(0) + "\""
                        : making.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", ", "[", "]")))
                + "}");
    }

    /** A text, or nothing where there is none. */
    static String quiet(Path file) {
        return Files.isRegularFile(file) ? ScriptFiles.text(file) : "";
    }

    private static String shown(String url) {
        return url.replaceAll("(?<=://)([^/@:]*):[^@/]*@", "$1:***@").replaceAll("(?i)(password=)[^&]*", "$1***");
    }

    private String version(String name, String artifacts) {
        return all.stream()
                .flatMap(each -> each.line().stream())
                .map(each -> each.version(artifacts))
                .filter(Objects::nonNull)
                .findFirst()
                .map(version -> name + " " + version)
                .orElse(name);
    }
}
