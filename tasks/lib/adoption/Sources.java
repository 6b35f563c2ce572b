//JAVA 17+

package lib.adoption;

import java.io.IOException;
import java.nio.file.*;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.ExitException;

/** What the text of a repository's sources and resources tells of the database that they want. */
public class Sources {

    /** An address of a PostgreSQL on the developer's own machine, as a configuration file or a source has it. */
    static final Pattern ADDRESS = Pattern.compile(
            "(?:jdbc:(?:p6spy:|otel:|log4jdbc:|aws-wrapper:)?|r2dbc:(?:pool:)?|vertx-reactive:)?postgres(?:ql)?:(?://(?:([\\w.%-]+)(?::([^@/\\s\"]*))?@)?(?<host>localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1])?(?::(?<port>\\d+))?/)?(?<database>[A-Za-z_][\\w$-]*)");

    private static final Pattern CODE = Pattern.compile(".*\\.(?:java|kt|groovy|scala)");
    private static final Pattern RESOURCE =
            Pattern.compile(".*\\.(?:properties|ya?ml|xml|json|conf|hocon|toml|cfg|ini)");
    private static final Pattern VARIABLE = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)\"");
    private static final Pattern READS_VARIABLES =
            Pattern.compile("getenv\\s*\\(|[dD]otenv|System\\.getenv|@EnvironmentVariable");
    private static final Pattern SYSTEM_PROPERTY =
            Pattern.compile("System\\.getProperty\\(\\s*\"([\\w.-]+)\"(?:\\s*,\\s*\"([^\"]*)\")?");
    private static final Pattern SET_PROPERTY = Pattern.compile("System\\.setProperty\\(\\s*\"([\\w.-]+)\"");
    private static final Pattern ALTERNATIVE =
            Pattern.compile("getenv|getProperty|orElse|getOrDefault|@Value|\\$\\{|System\\.get|defaultValue");
    private static final Pattern IMAGE = Pattern.compile(
            "\"((?:[\\w.:-]+/)*(?:postgres|postgis|pgvector|timescaledb)[\\w-]*:[\\w.-]+)\"|jdbc:tc:(postgres\\w*|postgis\\w*|pgvector|timescaledb)(?::([\\w.-]+))?:");
    private static final Pattern PROPERTY_SOURCE = Pattern.compile(
            "@TestPropertySource\\(\\s*(?:(?:locations|value)\\s*=\\s*)?\\{?\\s*\"(?:classpath:|file:)?/*([^\"{}=]+)\"");
    private static final Pattern PROFILES = Pattern.compile("@ActiveProfiles\\(([^)]*)\\)");
    private static final Pattern SLICE = Pattern.compile(
            "@(?:SpringBootTest|DataJpaTest|DataJdbcTest|JdbcTest|JooqTest|DataR2dbcTest|MybatisTest|ContextConfiguration|SpringJUnitConfig)\\b");
    private static final Set<String> SKIPPED =
            Set.of(".git", ".manage", "target", "node_modules", ".idea", ".gradle", ".mvn", ".venv", "__pycache__");
    private static final long LARGEST = 1 << 20;

    /**
     * An address that stands in a file as it is, where no variable leads elsewhere.
     *
     * @param user of the same file, or null
     */
    record Literal(
            Path file,
            int line,
            String url,
            String host,
            int port,
            String database,
            String user,
            String password,
            boolean test) {}

    /** All files of the repository but what is built or fetched. */
    final List<Path> files = new ArrayList<>();

    final List<Literal> literals = new ArrayList<>();
    /** The same where a variable may lead elsewhere: what the project means by default. */
    final List<Literal> defaults = new ArrayList<>();
    /** Names of variables that code reads, with the first file that does. */
    final Map<String, Path> variables = new TreeMap<>();

    final Set<String> variablesInCode = new TreeSet<>();
    final Map<String, Path> systemProperties = new TreeMap<>();
    private final Set<String> foreignProperties = new HashSet<>();
    private final Set<String> pinned = new HashSet<>();
    final Set<String> profiles = new TreeSet<>();
    /** Images that tests start by themselves, with where. */
    final Map<String, String> images = new LinkedHashMap<>();
    /** Test classes that start containers by themselves, and how many there are in all. */
    final List<Path> withContainers = new ArrayList<>();

    final List<Path> tests = new ArrayList<>();
    boolean testsWithoutProfile;
    private final Set<String> setByCode = new HashSet<>();
    private final Path root;

    Sources(Path root) {
        this.root = root;
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean ours =
                            folder.equals(root.resolve("tasks")) && Files.exists(folder.resolve("lib/cli/Cli.java"));
                    return !folder.equals(root)
                                    && (SKIPPED.contains(folder.getFileName().toString())
                                            || ours
                                            || folder.endsWith("build")
                                                    && (Files.exists(folder.resolveSibling("build.gradle"))
                                                            || Files.exists(folder.resolveSibling("build.gradle.kts"))))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && attributes.size() < LARGEST && Files.isReadable(file))
                        files.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw ExitException.cannotRead(root.toString(), e);
        }
        Collections.sort(files);
    }

    List<Path> matching(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return files.stream()
                .filter(file -> pattern.matcher(show(file)).matches())
                .toList();
    }

    String show(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** Reads the sources and resources of modules. */
    void read(List<Path> modules) {
        for (Path file : files) {
            Path module = modules.stream()
                    .filter(file::startsWith)
                    .max(Comparator.comparingInt(Path::getNameCount))
                    .orElse(null);
            if (module == null || file.getParent() == null) continue;
            String inside = module.relativize(file).toString().replace('\\', '/');
            boolean test = inside.matches("(?:.*/)?src/(?:test|it|integration-?test|testFixtures)/.*");
            boolean main = inside.startsWith("src/main/");
            if (CODE.matcher(inside).matches() && (test || main)) code(file, test);
            else if (RESOURCE.matcher(inside).matches()
                    && (test || main || !inside.contains("/") || inside.matches("(?:config|conf|etc)/[^/]+"))
                    && !inside.matches(
                            "(?:.*/)?(?:pom\\.xml|(?:docker-)?compose[^/]*|(?:db|liquibase|changelogs?)/.*)"))
                resource(file, test);
        }
    }

    private void code(Path file, boolean test) {
        String text = ScriptFiles.text(file);
        if (test && text.contains("@Test")
                || text.contains("@ParameterizedTest")
                || file.getFileName().toString().matches("(?:.*Tests?|.*IT|.*Spec)\\.\\w+")) tests.add(file);
        Matcher profile = PROFILES.matcher(text);
        PROPERTY_SOURCE.matcher(text).results().forEach(named -> pinned.add(named.group(1)));
        boolean profiled = false;
        while (profile.find()) {
            profiled = true;
            Matcher name = Pattern.compile("\"([\\w-]+)\"").matcher(profile.group(1));
            while (name.find()) profiles.add(name.group(1));
        }
        if (test && !profiled && SLICE.matcher(text).find()) testsWithoutProfile = true;
        if (READS_VARIABLES.matcher(text).find())
            VARIABLE.matcher(text).results().forEach(name -> {
                variables.putIfAbsent(name.group(1), file);
                variablesInCode.add(name.group(1));
            });
        SYSTEM_PROPERTY.matcher(text).results().forEach(name -> {
            systemProperties.putIfAbsent(name.group(1), file);
            if (name.group(2) != null && Address.foreign(name.group(2))) foreignProperties.add(name.group(1));
        });
        SET_PROPERTY.matcher(text).results().forEach(name -> setByCode.add(name.group(1)));
        systemProperties.keySet().removeAll(setByCode);
        if (text.contains("testcontainers")
                && Pattern.compile(
                                "(?:PostgreSQL|Postgis|Timescale|PGVector|DockerCompose|Compose|Generic)\\w*Container")
                        .matcher(text)
                        .find()) withContainers.add(file);
        IMAGE.matcher(text).results().forEach(image -> image(file, image));
        literals(file, text, test, true);
    }

    /**
     * The system properties that code reads: one whose default is of another kind of database is for that kind, where
     * there is one for ours.
     */
    Set<String> properties() {
        Set<String> ours = new TreeSet<>(systemProperties.keySet());
        ours.removeAll(foreignProperties);
        return ours.stream().anyMatch(name -> Address.role(name) == Address.Role.URL)
                ? ours
                : systemProperties.keySet();
    }

    /** Whether a test names a file of settings, which go before every variable then. */
    boolean pinned(Path file) {
        return pinned.stream().anyMatch(file::endsWith);
    }

    private void image(Path file, java.util.regex.MatchResult found) {
        String image = found.group(1) != null
                ? found.group(1)
                : found.group(3) != null
                        ? (found.group(2).startsWith("postgis") ? "postgis/postgis" : "postgres") + ":" + found.group(3)
                        : null;
        if (image != null) images.putIfAbsent(image, show(file));
    }

    private void resource(Path file, boolean test) {
        String text = ScriptFiles.text(file);
        IMAGE.matcher(text).results().forEach(image -> image(file, image));
        Placeholders.deep(text).stream()
                .filter(placeholder -> placeholder.name().matches("[A-Z][A-Z0-9_]*"))
                .forEach(placeholder -> variables.putIfAbsent(placeholder.name(), file));
        if (!Settings.named(file)) literals(file, text, test, false);
    }

    private void literals(Path file, String text, boolean test, boolean code) {
        if (!text.contains("postgres")) return;
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.strip().matches("(?://|\\*|/\\*|#|<!--|--).*")) continue;
            Matcher address = ADDRESS.matcher(line);
            // a name of a class or a library is no address
            if (!address.find()
                    || address.group("host") == null && !line.contains("jdbc:postgresql:///")
                    || code && !address.group().matches("(?:jdbc|r2dbc|vertx-reactive):.*")) continue;
            String around = String.join("\n", lines.subList(Math.max(0, i - 3), Math.min(lines.size(), i + 2)));
            int port = address.group("port") == null ? 5432 : Integer.parseInt(address.group("port"));
            Matcher login = Pattern.compile(
                            Pattern.quote(address.group()) + "[^\"]*\"\\s*,\\s*\"([^\"]*)\"\\s*,\\s*\"([^\"]*)\"")
                    .matcher(around);
            boolean beside = code && login.find();
            (ALTERNATIVE.matcher(code ? around : line).find() ? defaults : literals)
                    .add(new Literal(
                            file,
                            i + 1,
                            address.group(),
                            address.group("host"),
                            port,
                            address.group("database"),
                            beside ? login.group(1) : near(lines, i, "user(?:[-_.]?name)?"),
                            beside ? login.group(2) : near(lines, i, "pass(?:word)?"),
                            test));
        }
        if (code
                && text.contains("PGSimpleDataSource")
                && literals.stream().noneMatch(literal -> literal.file().equals(file))
                && !text.contains("getenv")
                && !text.contains("System.getProperty(")) simpleDataSource(file, lines, test);
    }

    /** A data source of the driver itself, made with setters or properties. */
    private void simpleDataSource(Path file, List<String> lines, boolean test) {
        int at = 0;
        while (!lines.get(at).contains("PGSimpleDataSource") || lines.get(at).startsWith("import"))
            if (++at == lines.size()) return;
        String database = near(lines, at, "database[-_.]?name");
        String port = near(lines, at, "port[-_.]?numbers?");
        if (near(lines, at, "url") != null) return;
        literals.add(new Literal(
                file,
                at + 1,
                "PGSimpleDataSource",
                "localhost",
                port != null && port.matches("\\d+") ? Integer.parseInt(port) : 5432,
                database == null ? "postgres" : database,
                near(lines, at, "user"),
                near(lines, at, "password"),
                test));
    }

    /** What is given to a name, in the lines around a place or else in the file. */
    private static String near(List<String> lines, int at, String name) {
        Pattern given = Pattern.compile("(?i)(?:^|[^a-z])(?:\\w*[._-])?(?:set)?" + name
                + "[\"']?\\s*(?:[=:(,>]|\\bvalue=)+\\s*[\"']?(?:value=\")?([^\"'\\s<>(){};,]*)");
        List<String> ordered = new ArrayList<>(lines.subList(at, Math.min(lines.size(), at + 12)));
        ordered.addAll(lines);
        for (String line : ordered) {
            if (line.strip().matches("(?://|\\*|#|<!--).*")) continue;
            Matcher found = given.matcher(line);
            if (found.find()
                    && !found.group(1).isEmpty()
                    && !found.group(1).matches("(?i)String|null|user(name)?|password|.*\\$.*|.*\\..*"))
                return found.group(1);
        }
        return null;
    }
}
