//JAVA 17+

package support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.FileTree;

/** A directory of its own, with a copy of the repository or of a part of it, in which the real program is started. */
public class Workspace {

    private static final Set<String> NOT_COPIED = Set.of("target", ".manage", ".git");
    private static final int MINUTES = 10;
    /** What a developer's own shell may hold, and must not get into a test. */
    private static final List<String> FOREIGN =
            List.of("APPLICATION_", "POSTGRES_", "COMPOSE_", "MANAGE_ENGINE", "MANAGE_PROTECTED", "FLYWAY_", "PG");

    public final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    private final Path top;
    private PlainContainer container;

    public Workspace(String name) throws IOException {
        top = Files.createTempDirectory("manage-test").toRealPath();
        directory = Files.createDirectory(top.resolve(name));
    }

    private Workspace(Path top, Path directory) {
        this.top = top;
        this.directory = directory;
    }

    /** The same workspace, with commands started in a directory below. */
    public Workspace at(String below) {
        Workspace there = new Workspace(top, directory.resolve(below));
        there.environment.putAll(environment);
        there.container = container;
        return there;
    }

    /** Has the programs to come run in a container that sees this workspace at the same path. */
    public Workspace in(PlainContainer other) {
        container = other;
        return this;
    }

    public static String repositoryFile(String name) throws IOException {
        return Files.readString(repository().resolve(name));
    }

    /** The directory that this test program was started in: the repository. */
    public static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("tests/tests.java"))) here = here.getParent();
        return here;
    }

    /** Copies files and directories of the repository. */
    public Workspace with(String... names) throws IOException {
        return from(repository(), names);
    }

    private Workspace from(Path repository, String... names) throws IOException {
        for (String name : names)
            if (NotCopied.lacks(name)) NotCopied.writeTo(directory);
            else copy(repository.resolve(name), directory.resolve(name));
        return this;
    }

    /** With the application compiled, and its tests known to be short, as after a first run. */
    public static Workspace ofRepository() throws IOException {
        Workspace copy = ofSources(repository()).set("MANAGE_SHORT", "true");
        CompiledApplication.copyTo(copy.directory.resolve("app"));
        return copy;
    }

    /**
     * Not compiled: then a directory {@code target} shows that Maven ran, and has nothing that was taken away since.
     */
    public static Workspace ofSources() throws IOException {
        return ofSources(repository());
    }

    /** The same of another checkout. */
    public static Workspace ofSources(Path repository) throws IOException {
        return new Workspace("repository")
                .from(repository, "manage.java", "jbang.java", "tasks", "config", "docker", "app");
    }

    /** Sets a variable for the programs to come. */
    public Workspace set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public void unset(String variable) {
        environment.remove(variable);
    }

    public Workspace write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    public Workspace deleteIfThere(String file) throws IOException {
        Files.deleteIfExists(directory.resolve(file));
        return this;
    }

    public String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    /** As ls shows them, such as {@code rw-------}. */
    public String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file)));
    }

    public Workspace replace(String file, String from, String to) throws IOException {
        String text = read(file);
        if (!text.contains(from)) throw new AssertionError(file + " lacks " + from);
        return write(file, text.replace(from, to));
    }

    /** Gives our compose files the tag of another major version of PostgreSQL. */
    public Workspace onMajor(String major) throws IOException {
        for (String file : List.of("docker/development.yml", "docker/testing.yml"))
            write(file, read(file).replaceAll("image: postgres:\\d+", "image: postgres:" + major));
        return this;
    }

    /** {@code manage.java ARGS}, started here. */
    public Result manage(String... arguments) {
        return manageWithInput("", arguments);
    }

    public Result manageWithInput(String input, String... arguments) {
        return run(command(arguments), input);
    }

    /** What starts manage.java here, without JBang if that makes no difference. */
    public List<String> command(String... arguments) {
        return Direct.possible(directory) && environment.keySet().stream().noneMatch(name -> name.startsWith("JBANG_"))
                ? Direct.argv(arguments)
                : argv("manage.java", arguments);
    }

    public Result script(String script, String... arguments) {
        return run(argv(script, arguments), "");
    }

    public static List<String> argv(String script, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        argv.addAll(List.of(repository().resolve("jbang.java").toString(), NotCopied.named(script)));
        argv.addAll(Arrays.asList(arguments));
        return argv;
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The same at a terminal; what it asks is answered with the input. */
    public Result atTerminal(List<String> argv, String input) {
        return atTerminal("", argv, input);
    }

    /** @param before what the shell does there first */
    public Result atTerminal(String before, List<String> argv, String input) {
        String line = argv.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        return run(List.of("script", "-qec", before + line, "/dev/null"), input);
    }

    public Result run(List<String> argv, String input) {
        try {
            Path out = Files.createTempFile(top, "out", null);
            Path err = Files.createTempFile(top, "err", null);
            Process process = builder(argv)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // it did not want all of it
            }
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(
                        String.join(" ", argv) + " did not end\n" + Files.readString(out) + Files.readString(err));
            }
            return new Result(
                    String.join(" ", argv), process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public ProcessBuilder builder(List<String> argv) {
        Set<String> inherited = new TreeSet<>(environment.keySet());
        inherited.addAll(List.of("MANAGE_JBANG", Leftovers.MARK));
        ProcessBuilder builder = new ProcessBuilder(
                        container == null ? argv : container.argv(directory.toString(), inherited, argv))
                .directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
        builder.environment().putAll(NotCopied.variables());
        // as jbang.java does
        builder.environment()
                .put("MANAGE_JBANG", NotCopied.scripts().resolve("jbang.java").toString());
        builder.environment().put(Leftovers.MARK, top.toString());
        builder.environment().putAll(environment);
        return builder;
    }

    /** A directory with every program of the PATH but some. */
    public Path pathWithout(String... names) throws IOException {
        Path bin = Files.createDirectories(top.resolve("path-without-" + String.join("-", names)));
        for (String part : System.getenv("PATH").split(File.pathSeparator)) {
            if (!Files.isDirectory(Path.of(part))) continue;
            try (Stream<Path> programs = Files.list(Path.of(part))) {
                for (Path program : programs.toList()) {
                    Path link = bin.resolve(program.getFileName());
                    if (!List.of(names).contains(program.getFileName().toString()) && !Files.exists(link))
                        Files.createSymbolicLink(link, program);
                }
            }
        }
        return bin;
    }

    public void delete() throws IOException {
        delete(top);
    }

    /** When the tests have ended. */
    static void deleteAtExit(Path directory) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                delete(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    public static void delete(Path directory) throws IOException {
        FileTree.delete(directory);
    }

    public static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                if (NOT_COPIED.contains(path.getFileName().toString())) return FileVisitResult.SKIP_SUBTREE;
                Files.createDirectories(to.resolve(from.relativize(path).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                Path target = from.equals(path)
                        ? to
                        : to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
