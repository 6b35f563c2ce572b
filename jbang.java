import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code java jbang.java ARGS} does what {@code jbang ARGS} does, on a machine that has only a JDK (17 or newer) and
 * Maven. A {@code jbang} on the PATH is used where there is one. Otherwise JBang comes from Maven, so that the mirrors
 * and proxies of the user's settings.xml count; it is kept in JBang's own cache folder, and from then on no network is
 * needed.
 */
public class jbang {

    static final String VERSION = "0.132.1";
    /** JBang's own POM asks for a version with which it reads every catalog as empty. */
    static final String GSON = "2.14.0";

    static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies";
    /** With this exit code JBang asks its launcher to run the command line it printed. */
    static final int EXECUTE = 255;
    /** This file itself keeps to Java 11, so that an older JDK gets a sentence and not a list of errors. */
    static final int OLDEST_JAVA = 17;

    static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");

    public static void main(String[] args) throws Exception {
        System.exit(run(List.of(args)));
    }

    static int run(List<String> args) throws Exception {
        if (tooOld(Runtime.version().feature()) || homeless(Path.of(System.getProperty("user.home")))) return 3;
        Path installed = onPath("jbang");
        if (installed != null)
            return follow(builder(prepend(List.of(installed.toString()), args)).start())
                    .waitFor();
        Path library;
        try {
            library = library();
        } catch (FileSystemException e) {
            return cannotWrite(e);
        } catch (IOException e) {
            System.err.println("jbang.java: JBang " + VERSION + " cannot be fetched: " + e.getMessage());
            System.err.println(
                    "Check that Maven can download (mvn dependency:get ...), or install JBang and put it on the PATH.");
            return 3;
        }
        return runFetched(library, args);
    }

    static int runFetched(Path library, List<String> args) throws Exception {
        ProcessBuilder builder = builder(prepend(
                List.of(
                        java(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dfile.encoding=UTF-8",
                        "-Dstdout.encoding=UTF-8",
                        "-Dsun.stdout.encoding=UTF-8",
                        "-cp",
                        classpath(library),
                        "dev.jbang.Main"),
                args));
        builder.environment().put("JBANG_STDIN_NOTTY", String.valueOf(!atTerminal()));
        String output;
        int code;
        try (FileChannel lock = FileChannel.open(library.resolveSibling("lock"), CREATE, WRITE)) {
            waitFor(lock);
            Process process =
                    follow(builder.redirectOutput(ProcessBuilder.Redirect.PIPE).start());
            output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            code = process.waitFor();
        } catch (FileSystemException e) {
            return cannotWrite(e);
        }
        if (code == EXECUTE) return follow(builder(words(output)).start()).waitFor();
        System.out.print(output);
        return code;
    }

    static boolean tooOld(int java) {
        if (java >= OLDEST_JAVA) return false;
        System.err.println("jbang.java: this is Java " + java + ", and the scripts need " + OLDEST_JAVA + " or newer");
        System.err.println("Put a newer JDK first on the PATH, or name it: /path/to/jdk/bin/java jbang.java ...");
        return true;
    }

    /** Then Java calls it "?", and Maven and JBang would make a folder of that name here. */
    static boolean homeless(Path home) {
        if (home.isAbsolute()) return false;
        System.err.println("jbang.java: Java finds no home folder for this user, which has no entry in /etc/passwd");
        System.err.println("Name one: export JDK_JAVA_OPTIONS=-Duser.home=/path/to/folder");
        return true;
    }

    static int cannotWrite(FileSystemException e) {
        System.err.println("jbang.java: cannot write to JBang's cache: " + e.getMessage());
        System.err.println("Name a folder that can be written to: export JBANG_DIR=/path/to/folder");
        return 3;
    }

    /**
     * Two JBangs that build the same script at the same time break each other's jar, so they take turns; not for ever.
     */
    static void waitFor(FileChannel lock) throws IOException, InterruptedException {
        for (int i = 0; i < 1200 && lock.tryLock() == null; i++) Thread.sleep(25);
    }

    /** The folder where JBang keeps what it fetches and builds. */
    static Path cache() {
        String cache = System.getenv("JBANG_CACHE_DIR");
        if (cache != null) return Path.of(cache);
        String home = System.getenv("JBANG_DIR");
        return (home != null ? Path.of(home) : Path.of(System.getProperty("user.home"), ".jbang")).resolve("cache");
    }

    /** The folder that holds JBang's jars; filled by Maven the first time. */
    static Path library() throws IOException, InterruptedException {
        Path folder = cache().resolve("jbang-cli").resolve(VERSION + "-gson-" + GSON);
        if (Files.isDirectory(folder)) return folder;
        Files.createDirectories(folder.getParent());
        Path work = Files.createTempDirectory(folder.getParent(), "fetch");
        try {
            System.err.println("[jbang.java] Fetching JBang " + VERSION + " with Maven, once ...");
            Path pom = Files.writeString(work.resolve("pom.xml"), pom());
            Path jars = Files.createDirectory(work.resolve("lib"));
            String target = "-DoutputDirectory=" + jars;
            ProcessBuilder maven =
                    builder(List.of(maven(), "-q", "-B", "-f", pom.toString(), COPY, target, "-DincludeScope=runtime"));
            Process process =
                    follow(maven.redirectOutput(ProcessBuilder.Redirect.PIPE).start());
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) throw new IOException("Maven ended with " + code + "\n" + output.strip());
            publish(jars, folder);
        } finally {
            delete(work);
        }
        return folder;
    }

    /** Every jar by its name: a wildcard is a path on some systems and an error on others. */
    static String classpath(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toString)
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** Another process may have got there first: then its copy serves, and ours goes. */
    static void publish(Path jars, Path folder) throws IOException {
        try {
            Files.move(jars, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(jars, folder);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) throw e;
        }
    }

    static String pom() {
        return "<project><modelVersion>4.0.0</modelVersion><groupId>jbang.java</groupId>"
                + "<artifactId>fetch</artifactId><version>1</version><dependencies>"
                + dependency("dev.jbang", "jbang-cli", VERSION) + dependency("com.google.code.gson", "gson", GSON)
                + "</dependencies></project>";
    }

    static String dependency(String group, String artifact, String version) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId><version>"
                + version + "</version></dependency>";
    }

    static String maven() throws IOException {
        for (String variable : List.of("MAVEN_HOME", "M2_HOME")) {
            String home = System.getenv(variable);
            if (home == null) continue;
            Path program = Path.of(home, "bin", WINDOWS ? "mvn.cmd" : "mvn");
            if (Files.isExecutable(program)) return program.toString();
        }
        Path wrapper = Path.of(WINDOWS ? "mvnw.cmd" : "mvnw").toAbsolutePath();
        Path program = onPath("mvn");
        if (program == null && Files.isExecutable(wrapper)) program = wrapper;
        if (program == null) throw new IOException("there is no Maven on the PATH");
        return program.toString();
    }

    /** Newer JDKs have a console even where there is no terminal. */
    static boolean atTerminal() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }

    static Path onPath(String name) {
        for (String folder : String.valueOf(System.getenv("PATH")).split(File.pathSeparator)) {
            for (String ending : WINDOWS ? List.of(".cmd", ".exe") : List.of("")) {
                try {
                    // Windows lets a folder stand in quotes, and people leave what is no path at all
                    Path program = Path.of(folder.isEmpty() ? "." : folder.replace("\"", ""), name + ending);
                    if (Files.isRegularFile(program) && Files.isExecutable(program)) return program.toAbsolutePath();
                } catch (InvalidPathException e) {
                    break;
                }
            }
        }
        return null;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", WINDOWS ? "java.exe" : "java")
                .toString();
    }

    static List<String> prepend(List<String> first, List<String> rest) {
        List<String> argv = new ArrayList<>(first);
        argv.addAll(rest);
        return argv;
    }

    /** Splits the line that JBang prints for bash; two blanks in a row are an empty argument. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        String text = line.replaceFirst("\\R$", "");
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\'') quoted = false;
                else word.append(c);
            } else if (c == '\'') {
                quoted = true;
            } else if (c == '\\' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else if (c == ' ') {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words;
    }

    static ProcessBuilder builder(List<String> argv) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(argv).inheritIO();
        builder.environment().put("JBANG_RUNTIME_SHELL", "bash");
        builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        try {
            // tells a script that wants to start another one how it was started itself
            var source = jbang.class.getProtectionDomain().getCodeSource();
            String self = Path.of(source.getLocation().toURI()).toString();
            builder.environment().put("MANAGE_JBANG", self);
        } catch (URISyntaxException | RuntimeException e) {
            builder.environment().remove("MANAGE_JBANG");
        }
        return builder;
    }

    /** A JVM cannot become another program, so whatever ends this one is passed on to the child. */
    static Process follow(Process child) {
        for (String name : WINDOWS ? List.of("INT") : List.of("INT", "TERM", "HUP")) {
            sun.misc.Signal.handle(new sun.misc.Signal(name), signal -> pass(name, child));
        }
        return child;
    }

    static void pass(String signal, Process child) {
        try {
            if (WINDOWS) return; // the console sends Ctrl-C to the child as well
            if (signal.equals("TERM")) child.destroy();
            else new ProcessBuilder("kill", "-" + signal, String.valueOf(child.pid())).start();
        } catch (IOException e) {
            child.destroy();
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList()))
                Files.deleteIfExists(file);
        }
    }
}
