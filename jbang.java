import java.io.*;
import java.net.*;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.stream.*;

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
        if (tooOld(Runtime.version().feature())) return 3;
        // then Java calls it "?", and Maven and JBang would make a folder of that name here
        if (!Path.of(System.getProperty("user.home")).isAbsolute())
            return stop(
                    "Java finds no home folder for this user, which has no entry in /etc/passwd",
                    "Name one: export JDK_JAVA_OPTIONS=-Duser.home=/path/to/folder");
        Path installed = onPath("jbang");
        if (installed != null) return execute(prepend(List.of(installed.toString()), args));
        Path library;
        try {
            library = library();
        } catch (FileSystemException e) {
            return cannotWrite(e);
        } catch (IOException e) {
            return stop(
                    "JBang " + VERSION + " cannot be fetched: " + e.getMessage(),
                    "Check that Maven can download (mvn dependency:get ...), or install JBang and put it on the PATH.");
        }
        return run(library, args);
    }

    /** Runs JBang itself, and then the program that it asks its launcher to run. */
    static int run(Path library, List<String> args) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>();
        argv.addAll(List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        argv.addAll(List.of("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8"));
        argv.addAll(List.of("-cp", classpath(library), "dev.jbang.Main"));
        argv.addAll(args);
        ProcessBuilder builder = builder(argv);
        builder.environment().put("JBANG_STDIN_NOTTY", String.valueOf(!atTerminal()));
        StringBuilder output = new StringBuilder();
        int code;
        try (FileChannel ignored = turn(library.resolveSibling("lock"))) {
            code = captured(builder, output);
        } catch (FileSystemException e) {
            return cannotWrite(e);
        }
        if (code == EXECUTE) return execute(words(output.toString()));
        System.out.print(output);
        return code;
    }

    static int execute(List<String> argv) throws IOException, InterruptedException {
        return follow(builder(argv).start()).waitFor();
    }

    static int captured(ProcessBuilder builder, StringBuilder output) throws IOException, InterruptedException {
        Process process =
                follow(builder.redirectOutput(ProcessBuilder.Redirect.PIPE).start());
        output.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        return process.waitFor();
    }

    static boolean tooOld(int java) {
        if (java >= OLDEST_JAVA) return false;
        stop(
                "this is Java " + java + ", and the scripts need " + OLDEST_JAVA + " or newer",
                "Put a newer JDK first on the PATH, or name it: /path/to/jdk/bin/java jbang.java ...");
        return true;
    }

    static int cannotWrite(FileSystemException e) {
        return stop(
                "cannot write to JBang's cache: " + e.getMessage(),
                "Name a folder that can be written to: export JBANG_DIR=/path/to/folder");
    }

    static int stop(String problem, String advice) {
        System.err.println("jbang.java: " + problem);
        System.err.println(advice);
        return 3;
    }

    /**
     * Two JBangs that build the same script at the same time break each other's jar, so they take turns; not for ever.
     */
    static FileChannel turn(Path file) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        for (int i = 0; i < 1200 && channel.tryLock() == null; i++) Thread.sleep(25);
        return channel;
    }

    /** The folder that holds JBang's jars; filled by Maven the first time. */
    static Path library() throws IOException, InterruptedException {
        Path home = folder("JBANG_DIR", Path.of(System.getProperty("user.home"), ".jbang"));
        Path cache = folder("JBANG_CACHE_DIR", home.resolve("cache"));
        Path folder = cache.resolve("jbang-cli").resolve(VERSION + "-gson-" + GSON);
        if (Files.isDirectory(folder)) return folder;
        Files.createDirectories(folder.getParent());
        Path work = Files.createTempDirectory(folder.getParent(), "fetch");
        try {
            System.err.println("[jbang.java] Fetching JBang " + VERSION + " with Maven, once ...");
            Path pom = Files.writeString(work.resolve("pom.xml"), pom());
            Path jars = Files.createDirectory(work.resolve("lib"));
            List<String> copy = List.of(COPY, "-DoutputDirectory=" + jars, "-DincludeScope=runtime");
            List<String> maven = prepend(List.of(maven(), "-q", "-B", "-f", pom.toString()), copy);
            StringBuilder output = new StringBuilder();
            int code = captured(builder(maven), output);
            if (code != 0)
                throw new IOException(
                        "Maven ended with " + code + "\n" + output.toString().strip());
            publish(jars, folder);
        } finally {
            delete(work);
        }
        return folder;
    }

    static Path folder(String variable, Path otherwise) {
        String named = System.getenv(variable);
        return named == null ? otherwise : Path.of(named);
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
            URL file = jbang.class.getProtectionDomain().getCodeSource().getLocation();
            builder.environment().put("MANAGE_JBANG", Path.of(file.toURI()).toString());
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
