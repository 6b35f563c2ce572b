import java.io.*;
import java.math.BigInteger;
import java.net.*;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.util.*;
import java.util.stream.*;

/**
 * {@code java jbang.java ARGS} does what {@code jbang ARGS} does, on a machine that has only a JDK (17 or newer) and
 * Maven. The jar of a {@code jbang} on the PATH is used where it lies beside that. Otherwise JBang comes from Maven, so
 * that the mirrors and proxies of the user's settings.xml count; it is kept in JBang's own cache directory, and from
 * then on no network is needed.
 */
public class jbang {

    static final String VERSION = "0.132.1";
    /** JBang's own POM asks for a version with which it reads every catalog as empty. */
    static final String GSON = "2.14.0";
    /** SHA-256 of all jars of these two, each behind its name, by their names; see {@link #checksum}. */
    static final String CHECKSUM = "998517db7eb3564615c1fe9a5af4d2a78824843fc7b3b3f162f72ff2af846ce5";

    static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies";
    /** With this exit code JBang asks its launcher to run the command line it printed. */
    static final int KILLED = 137;

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
        // then Java calls it "?", and Maven and JBang would make a directory of that name here
        if (!Path.of(System.getProperty("user.home")).isAbsolute())
            return stop(
                    "Java finds no home directory for this user, which has no entry in /etc/passwd",
                    "Name one: export JDK_JAVA_OPTIONS=-Duser.home=/path/to/directory");
        StringBuilder output = new StringBuilder();
        int code;
        try {
            Path cache = Files.createDirectories(cache());
            // those that build the same script at the same time would break each other's jar
            try (FileChannel ignored = turn(cache.resolve("lock"))) {
                code = captured(jbang(library(cache), args), output);
            }
        } catch (FileSystemException e) {
            return stop(
                    "cannot write to JBang's cache: " + e.getMessage(),
                    "Name a directory that can be written to: export JBANG_DIR=/path/to/directory");
        } catch (IOException e) {
            return stop(
                    "JBang " + VERSION + " cannot be fetched: " + e.getMessage(),
                    "Check that Maven can download (mvn dependency:get ...), or install JBang and put it on the PATH.");
        }
        if (code == EXECUTE) return execute(words(output.toString()));
        System.out.print(output);
        return code;
    }

    /** JBang itself, which prints the program that it asks its launcher to run. */
    static ProcessBuilder jbang(String classpath, List<String> args) throws IOException {
        List<String> java = List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8");
        List<String> main =
                List.of("-Dstdout.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8", "-cp", classpath, "dev.jbang.Main");
        ProcessBuilder builder = builder(join(java, main, args));
        builder.environment().put("JBANG_STDIN_NOTTY", String.valueOf(!atTerminal()));
        return builder;
    }

    static int execute(List<String> argv) throws IOException, InterruptedException {
        int code = follow(builder(argv).start()).waitFor();
        // whoever was killed has not given the terminal back
        if (code == KILLED && !WINDOWS && atTerminal())
            new ProcessBuilder("stty", "sane").inheritIO().start().waitFor();
        return code;
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

    static int stop(String problem, String advice) {
        System.err.println("jbang.java: " + problem + "\n" + advice);
        return 3;
    }

    /** Waits until no other process is at it; not for ever, as one of them may hang. */
    static FileChannel turn(Path file) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        for (int i = 0; i < 12_000 && channel.tryLock() == null; i++) Thread.sleep(25);
        return channel;
    }

    static Path cache() {
        Path home = Path.of(System.getProperty("user.home")).resolve(".jbang");
        String named = System.getenv().getOrDefault("JBANG_DIR", home.toString());
        Path usual = Path.of(named, "cache");
        return Path.of(System.getenv().getOrDefault("JBANG_CACHE_DIR", usual.toString()), "jbang-cli");
    }

    /** The class path of JBang: the installed one, else one that Maven fetches the first time. */
    static String library(Path cache) throws Exception {
        String launched = System.getenv("JBANG_LAUNCH_CMD");
        Path installed = launched == null ? onPath("jbang") : Path.of(launched);
        if (installed != null && Files.exists(installed)) {
            Path jar = installed.toRealPath().resolveSibling("jbang.jar");
            if (Files.isRegularFile(jar)) return jar.toString();
        }
        Path directory = cache.resolve(VERSION + "-gson-" + GSON);
        if (!Files.isDirectory(directory)) fetch(directory);
        return classpath(directory);
    }

    static void fetch(Path directory) throws Exception {
        Path work = Files.createTempDirectory(directory.getParent(), "fetch");
        try {
            System.err.println("[jbang.java] Fetching JBang " + VERSION + " with Maven, once ...");
            Path pom = Files.writeString(work.resolve("pom.xml"), pom());
            Path jars = Files.createDirectory(work.resolve("lib"));
            List<String> maven = List.of(maven(), "-q", "-B", "-f", pom.toString(), COPY, "-DincludeScope=runtime");
            StringBuilder output = new StringBuilder();
            int code = captured(builder(join(maven, List.of("-DoutputDirectory=" + jars))), output);
            if (code != 0)
                throw new IOException("Maven ended with exit code " + code + "\n"
                        + output.toString().strip());
            String checksum = checksum(jars);
            if (!checksum.equals(CHECKSUM))
                throw new IOException("Maven got other jars than those of this version (checksum " + checksum + ")");
            Files.move(jars, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(work);
        }
    }

    static String checksum(Path directory) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Path jar : jars(directory)) {
            digest.update(jar.getFileName().toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(jar));
        }
        return String.format("%064x", new BigInteger(1, digest.digest()));
    }

    /** Every jar by its name: a wildcard is a path on some systems and an error on others. */
    static String classpath(Path directory) throws IOException {
        return jars(directory).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .collect(Collectors.toList());
        }
    }

    static String pom() {
        String dependency =
                "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>";
        return "<project><modelVersion>4.0.0</modelVersion><groupId>jbang.java</groupId><artifactId>fetch</artifactId>"
                + "<version>1</version><dependencies>" + String.format(dependency, "dev.jbang", "jbang-cli", VERSION)
                + String.format(dependency, "com.google.code.gson", "gson", GSON) + "</dependencies></project>";
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
        for (String directory : String.valueOf(System.getenv("PATH")).split(File.pathSeparator)) {
            for (String ending : WINDOWS ? List.of(".cmd", ".exe") : List.of("")) {
                try {
                    // Windows lets a directory stand in quotes, and people leave what is no path at all
                    Path program = Path.of(directory.isEmpty() ? "." : directory.replace("\"", ""), name + ending);
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

    @SafeVarargs
    static List<String> join(List<String>... parts) {
        return Stream.of(parts).flatMap(List::stream).collect(Collectors.toList());
    }

    /** Splits the line that JBang prints for bash; two blanks in a row are an empty argument. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        String text = line.replaceFirst("\\R$", "");
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') quoted = !quoted;
            else if (c == '\\' && !quoted && i + 1 < text.length()) word.append(text.charAt(++i));
            else if (c != ' ' || quoted) word.append(c);
            else {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        words.add(word.toString());
        return words;
    }

    /** On Windows a program takes a line apart by itself; Java leaves alone what is in quotes already. */
    static String quoted(String argument) {
        return '"' + argument.replaceAll("(\\\\*)\"", "$1$1\\\\\"").replaceAll("(\\\\+)$", "$1$1") + '"';
    }

    static ProcessBuilder builder(List<String> argv) throws IOException {
        List<String> line = new ArrayList<>(argv);
        if (WINDOWS) line.subList(1, line.size()).replaceAll(jbang::quoted);
        ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
        builder.environment().put("JBANG_RUNTIME_SHELL", "bash");
        builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        try {
            // tells a script that wants to start another one how it was started itself
            URL file = jbang.class.getProtectionDomain().getCodeSource().getLocation();
            builder.environment().put("MANAGE_JBANG", System.getProperty("MANAGE_JBANG", "" + Path.of(file.toURI())));
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
            // every shell has it, while a small image has no program of that name
            new ProcessBuilder("sh", "-c", "kill -\"$0\" \"$1\"", signal, String.valueOf(child.pid())).start();
        } catch (IOException e) {
            child.destroy();
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList()))
                Files.deleteIfExists(file);
        }
    }
}
