///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Takes manage.java into copies of repositories, runs their tests so and in their own way, and prints a table.

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
 * The arguments are folders of clones. Each is copied twice: one copy gets {@code init --yes} and {@code test}, with nothing edited;
 * in the other, plain Maven runs against a database that was made by hand where the project's own files expect it.
 * A row of docs/adoption.md for each goes to standard output, whatever else is said to standard error.
 */
public class adoption {

    private static final Set<String> NOT_COPIED = Set.of(".git", "target", ".manage", "node_modules");
    private static final Pattern COUNTS = Pattern.compile("manage: (\\d+) passed, (\\d+) failed, (\\d+) skipped in ([\\d.]+) s");
    private static final Pattern SUITE = Pattern.compile("<testsuite\\b[^>]*>");
    private static final int MINUTES = 30;

    private final Path root = Path.of("").toAbsolutePath();
    private final String engine;

    private adoption(String engine) {
        this.engine = engine;
    }

    public static void main(String... args) throws Exception {
        List<String> folders = new ArrayList<>(List.of(args));
        String engine = "embedded";
        if (!folders.isEmpty() && folders.get(0).startsWith("--engine=")) engine = folders.remove(0).substring("--engine=".length());
        if (folders.isEmpty() || !Files.exists(Path.of("tests/adoption/adoption.java"))) {
            System.err.println("Start it in the repository of manage.java: java jbang.java tests/adoption/adoption.java [--engine=docker] CLONE...");
            System.exit(2);
        }
        System.out.println("| repository | commit | kind | what init found | lines edited | tests | in its own way | seconds |\n|---|---|---|---|---|---|---|---|");
        for (String folder : folders) System.out.println(new adoption(engine).row(Path.of(folder).toRealPath()));
    }

    private String row(Path clone) throws Exception {
        Path work = Files.createTempDirectory("adoption");
        try {
            Path adopted = copy(clone, work.resolve(clone.getFileName()));
            Path own = copy(clone, work.resolve("own"));
            String found = said(run(adopted, jbang("run", "-Dmanage.source=" + root, root.resolve("tasks/ondemand/init.java").toString(), "--yes")));
            long start = System.nanoTime();
            String said = said(run(adopted, jbang("manage.java", "--engine", engine, "test")));
            double seconds = (System.nanoTime() - start) / 1e9;
            Matcher counts = COUNTS.matcher(said);
            String tests = counts.find() ? counts.group(1) + " passed" + unless(counts.group(2), " failed") + unless(counts.group(3), " skipped") : "none: " + said.strip().lines().reduce((one, other) -> other).orElse("");
            return "| " + String.join(" | ", clone.getFileName().toString(), git(clone, "rev-parse", "--short", "HEAD"), finding(found, "Application"),
                "PostgreSQL: " + finding(found, "PostgreSQL") + "; migrations: " + finding(found, "Migrations") + "; " + variables(adopted) + " variables", "0", tests, ownWay(adopted, own), String.format(Locale.ROOT, "%.0f", seconds)) + " |";
        } finally {
            delete(work);
        }
    }

    private static String unless(String number, String what) {
        return number.equals("0") ? "" : ", " + number + what;
    }

    /** What the project itself tells to do: a database at its own address, and Maven. */
    private String ownWay(Path adopted, Path own) throws Exception {
        String json = Files.readString(adopted.resolve("config/testing.json"));
        run(adopted, jbang("manage.java", "-c", "development", "postgres", "start"));
        try {
            run(adopted, jbang("manage.java", "-c", "development", "create-initial-db"));
            Matcher pom = Pattern.compile("APPLICATION_POM\", \"value\": \"([^\"]+)").matcher(json);
            List<String> maven = new ArrayList<>(List.of("mvn", "-B", "-fae", "-f", pom.find() ? pom.group(1) : "pom.xml"));
            // what the project starts in containers is there already
            if (json.contains("-Ddocker.skip=true")) maven.add("-Ddocker.skip=true");
            maven.add(json.contains("\"verify\"") ? "verify" : "test");
            run(own, maven);
        } finally {
            run(adopted, jbang("manage.java", "-c", "development", "postgres", "stop"));
        }
        int[] counts = reports(own);
        return counts[0] == 0 ? "none" : (counts[0] - counts[1] - counts[2]) + " passed" + unless("" + counts[1], " failed") + unless("" + counts[2], " skipped");
    }

    /** How many tests the reports of surefire and failsafe tell of, how many failed and how many were skipped. */
    private static int[] reports(Path folder) throws IOException {
        int[] counts = new int[3];
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path report : files.filter(file -> file.toString().matches(".*(?:surefire|failsafe)-reports.TEST-.*\\.xml")).toList()) {
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
        return (int) Files.readString(adopted.resolve("config/testing.json")).lines().filter(line -> line.contains("\"name\"")).count() - 6;
    }

    private static String finding(String said, String what) {
        return said.lines().filter(line -> line.startsWith("  " + what + " ")).findFirst().map(line -> line.substring(15).strip().split(" {2,}")[0].replaceFirst(";.*", "; left to the application")).orElse("?");
    }

    private static String git(Path clone, String... arguments) throws Exception {
        List<String> argv = new ArrayList<>(List.of("git", "-C", clone.toString()));
        argv.addAll(List.of(arguments));
        Process process = new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? said : "";
    }

    private List<String> jbang(String... arguments) {
        List<String> argv = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), root.resolve("jbang.java").toString()));
        argv.addAll(List.of(arguments));
        return argv;
    }

    private static Path run(Path folder, List<String> argv) throws Exception {
        System.err.println("> " + String.join(" ", argv));
        Path log = Files.createTempFile("adoption", ".log");
        Process process = new ProcessBuilder(argv).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) process.destroy();
        return log;
    }

    private static String said(Path log) throws IOException {
        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        System.err.println(said);
        return said;
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(file -> Stream.of(from.relativize(file).toString().split("/")).noneMatch(NOT_COPIED::contains)).forEach(file -> {
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

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
