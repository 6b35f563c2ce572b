///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES Repository.java
//DESCRIPTION Runs the tests of public repositories, with manage.java and in their own way, and prints a table.

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Each repository is copied twice. One copy gets {@code init --yes}, the lines of JSON that {@link Repository} has for
 * it, and {@code test}; in the other, Maven runs as the project itself says, with a database where its own files expect
 * one. A row of docs/explanation/adoption.md for each goes to standard output, whatever else is said to standard error.
 */
public class adoption {

    private static final Set<String> NOT_COPIED = Set.of(".git", "target", ".manage", "node_modules");
    private static final Pattern COUNTS =
            Pattern.compile("manage: (\\d+) passed, (\\d+) failed, (\\d+) skipped in ([\\d.]+) s");
    private static final Pattern SUITE = Pattern.compile("<testsuite\\b[^>]*>");
    /** In place of tests that need Gradle: no distribution of it comes from Maven's repository. */
    private static final List<String> COUNT_TABLES = List.of(
            "--",
            "psql",
            "-Atc",
            "select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");

    private static final int MINUTES = 30;

    private final Path root = Path.of("").toAbsolutePath();
    private final Map<Integer, Path> jdks = new TreeMap<>();
    private Path clones;
    private String engine = "embedded";
    private Path javaHome;

    public static void main(String... args) throws Exception {
        adoption adoption = new adoption();
        List<String> names = new ArrayList<>();
        for (String arg : args) {
            if (arg.startsWith("--engine=")) adoption.engine = arg.substring("--engine=".length());
            else if (arg.matches("--jdk=\\d+:.+"))
                adoption.jdks.put(
                        Integer.parseInt(arg.replaceAll("--jdk=(\\d+):.*", "$1")),
                        Path.of(arg.substring(arg.indexOf(':') + 1)));
            else if (adoption.clones == null) adoption.clones = Path.of(arg).toAbsolutePath();
            else names.add(arg);
        }
        if (adoption.clones == null || !Files.exists(Path.of("tests/adoption/adoption.java"))) {
            System.err.println(
                    "In the repository of manage.java: java jbang.java tests/adoption/adoption.java [--engine=docker]"
                            + " [--jdk=21:HOME] DIRECTORY [NAME...]");
            System.err.println(
                    "DIRECTORY holds the clones, or gets them; a NAME is owner/name of one in Repository.java, or a"
                            + " directory in DIRECTORY; without one, all.");
            System.exit(2);
        }
        System.out.println(
                "| repository | commit | kind | what init found | lines of JSON | tests | in its own way | seconds |\n"
                        + "|---|---|---|---|---|---|---|---|");
        List<Repository> chosen = names.isEmpty()
                ? Repository.ALL
                : names.stream().map(Repository::named).toList();
        for (Repository repository : chosen) System.out.println(adoption.row(repository));
    }

    private String row(Repository repository) throws Exception {
        Path clone = clone(repository);
        javaHome = jdks.entrySet().stream()
                .filter(jdk -> jdk.getKey() >= repository.java())
                .map(Map.Entry::getValue)
                .findFirst()
                .filter(home -> repository.java() > Runtime.version().feature())
                .orElse(Path.of(System.getProperty("java.home")));
        Path work = Files.createTempDirectory("adoption");
        try {
            Path from = clone.resolve(repository.directory());
            Path adopted = copy(from, work.resolve("adopted").resolve(from.getFileName()));
            Path own = copy(from, work.resolve("own").resolve(from.getFileName()));
            String init = root.resolve("tasks/init.java").toString();
            String found = output(run(adopted, jbang("run", "-Dmanage.source=" + root, init, "--yes")));
            for (String line : repository.lines()) add(adopted, line);
            long start = System.nanoTime();
            List<String> test = new ArrayList<>(List.of("manage.java", "--engine", engine, "test"));
            if (!repository.byMaven()) test.addAll(COUNT_TABLES);
            String output = output(run(adopted, jbang(test.toArray(String[]::new))));
            double seconds = (System.nanoTime() - start) / 1e9;
            return "| "
                    + String.join(
                            " | ",
                            repository.title(),
                            git(clone, "rev-parse", "--short=7", "HEAD"),
                            repository.kind(),
                            finding(found, "Application") + "; PostgreSQL: " + finding(found, "PostgreSQL")
                                    + "; migrations: " + finding(found, "Migrations") + "; " + variables(adopted)
                                    + (variables(adopted) == 1 ? " variable" : " variables"),
                            String.valueOf(repository.lines().size()),
                            repository.byMaven() ? counted(output) : tables(output),
                            repository.byMaven() ? ownWay(repository, adopted, own) : "not run",
                            String.format(Locale.ROOT, "%.0f", seconds))
                    + " |";
        } finally {
            delete(work);
        }
    }

    /** What the last line tells of tests. */
    private static String counted(String output) {
        Matcher counts = COUNTS.matcher(output);
        return counts.find()
                ? counts.group(1) + " passed" + unless(counts.group(2), " failed") + unless(counts.group(3), " skipped")
                : "none: "
                        + output.strip().lines().reduce((one, other) -> other).orElse("");
    }

    /** What a program that runs in place of the tests saw. */
    private static String tables(String output) {
        return "not run; psql in their place saw "
                + output.lines()
                        .filter(line -> line.matches("\\d+"))
                        .findFirst()
                        .map(number -> number + (number.equals("1") ? " table" : " tables"))
                        .orElse("nothing");
    }

    private Path clone(Repository repository) throws Exception {
        Path clone = clones.resolve(repository.name().replaceFirst(".*/", ""));
        if (!Files.exists(clone))
            run(
                    Files.createDirectories(clones),
                    List.of("git", "clone", "--quiet", "https://github.com/" + repository.name(), clone.toString()));
        if (repository.commit() != null)
            run(clone, List.of("git", "checkout", "--quiet", "--detach", repository.commit()));
        return clone;
    }

    /** Puts a variable into the environment of the tests, or another value in its place. */
    private static void add(Path adopted, String line) throws IOException {
        Path file = adopted.resolve("config/testing.json");
        String name = line.replaceAll(".*\"name\": (\"[^\"]+\").*", "$1");
        String kept = Files.readString(file)
                .lines()
                .filter(each -> !each.contains("\"name\": " + name))
                .reduce((one, other) -> one + "\n" + other)
                .orElseThrow();
        Files.writeString(file, kept.replaceFirst(",?\\s*]\\s*$", ",\n  ") + line + "\n]\n");
    }

    private static String unless(String number, String what) {
        return number.equals("0") ? "" : ", " + number + what;
    }

    /** What the project itself tells to do: a database at its own address, and Maven. */
    private String ownWay(Repository repository, Path adopted, Path own) throws Exception {
        boolean server = !repository.own().containers();
        if (server) run(adopted, jbang("manage.java", "--engine", engine, "-c", "development", "postgres", "start"));
        try {
            if (server)
                run(adopted, jbang("manage.java", "--engine", engine, "-c", "development", "create-initial-db"));
            List<String> maven = new ArrayList<>(List.of(
                    Files.isExecutable(own.resolve("mvnw")) && !repository.own().withoutWrapper() ? "./mvnw" : "mvn",
                    "-B",
                    "-fae"));
            maven.addAll(repository.own().arguments());
            run(own, maven, repository.own().variables());
        } finally {
            if (server) run(adopted, jbang("manage.java", "--engine", engine, "-c", "development", "postgres", "stop"));
        }
        int[] counts = reports(own);
        return counts[0] == 0
                ? "none"
                : (counts[0] - counts[1] - counts[2]) + " passed" + unless("" + counts[1], " failed")
                        + unless("" + counts[2], " skipped");
    }

    /** How many tests the reports of surefire and failsafe tell of, how many failed and how many were skipped. */
    private static int[] reports(Path directory) throws IOException {
        int[] counts = new int[3];
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path report : files.filter(
                            file -> file.toString().matches(".*(?:surefire|failsafe)-reports.TEST-.*\\.xml"))
                    .toList()) {
                Matcher suite = SUITE.matcher(Files.readString(report, StandardCharsets.ISO_8859_1));
                if (!suite.find()) continue;
                counts[0] += number(suite.group(), "tests");
                counts[1] += number(suite.group(), "failures") + number(suite.group(), "errors");
                counts[2] += number(suite.group(), "skipped");
            }
        }
        return counts;
    }

    private static int number(String suite, String name) {
        Matcher value = Pattern.compile("\\b" + name + "=\"(\\d+)\"").matcher(suite);
        return value.find() ? Integer.parseInt(value.group(1)) : 0;
    }

    private static int variables(Path adopted) throws IOException {
        // six are those that every environment file has
        return (int) Files.readString(adopted.resolve("config/testing.json"))
                        .lines()
                        .filter(line -> line.contains("\"name\""))
                        .count()
                - 6;
    }

    private static String finding(String output, String what) {
        return output.lines()
                .filter(line -> line.startsWith("  " + what + " "))
                .findFirst()
                .map(line -> line.substring(15).strip().split(" {2,}")[0])
                .orElse("?");
    }

    private static String git(Path clone, String... arguments) throws Exception {
        List<String> argv = new ArrayList<>(List.of("git", "-C", clone.toString()));
        argv.addAll(List.of(arguments));
        Process process = new ProcessBuilder(argv)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? output : "";
    }

    private List<String> jbang(String... arguments) {
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                root.resolve("jbang.java").toString()));
        argv.addAll(List.of(arguments));
        return argv;
    }

    private Path run(Path directory, List<String> argv) throws Exception {
        return run(directory, argv, Map.of());
    }

    private Path run(Path directory, List<String> argv, Map<String, String> variables) throws Exception {
        System.err.println("> " + String.join(" ", argv));
        Path log = Files.createTempFile("adoption", ".log");
        log.toFile().deleteOnExit();
        ProcessBuilder builder = new ProcessBuilder(argv)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        if (javaHome != null) builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) process.destroy();
        if (process.waitFor() != 0)
            System.err.println("exit " + process.exitValue() + ": "
                    + Files.readString(log, StandardCharsets.ISO_8859_1)
                            .lines()
                            .filter(line -> line.contains("ERROR"))
                            .limit(5)
                            .toList());
        return log;
    }

    private static String output(Path log) throws IOException {
        String output = Files.readString(log, StandardCharsets.UTF_8);
        System.err.println(output);
        return output;
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(file -> Stream.of(from.relativize(file).toString().split("/"))
                            .noneMatch(NOT_COPIED::contains))
                    .forEach(file -> {
                        try {
                            Path target = to.resolve(from.relativize(file).toString());
                            if (Files.isDirectory(file)) Files.createDirectories(target);
                            else Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
        return to;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
