//JAVA 17+
//DEPS com.google.jimfs:jimfs:1.3.1

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import support.EndToEnd;
import support.Workspace;

/** {@code java jbang.java ARGS} does what {@code jbang ARGS} does. */
@Tag("copied")
class JbangLauncherTest extends EndToEnd {

    private static final String SCRIPT = """
        //JAVA 17+
        public class echo {
            public static void main(String... args) throws Exception {
                for (String arg : args) System.out.println("<" + arg + ">");
                if (args[0].equals("cat")) System.in.transferTo(System.out);
                if (args[0].equals("exit")) System.exit(Integer.parseInt(args[1]));
                if (args[0].equals("sleep")) {
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
                    System.out.println("ready");
                    Thread.sleep(60_000);
                }
            }
        }
        """;

    @Override
    protected Workspace workspace() throws IOException {
        Workspace launcher = new Workspace("launcher").with("jbang.java").write("echo.java", SCRIPT);
        return launcher.set("PATH", launcher.pathWithout("jbang").toString());
    }

    @Test
    void arguments_arrive_as_they_were_given() {
        here.script(
                        "echo.java",
                        "a  b",
                        "",
                        "it's",
                        "\"quoted\"",
                        "$HOME",
                        "`id`",
                        "é日本",
                        "back\\slash",
                        "*",
                        "two\nlines",
                        "--help",
                        "")
                .succeeded()
                .printsExactly("<a  b>\n"
                        + "<>\n"
                        + "<it's>\n"
                        + "<\"quoted\">\n"
                        + "<$HOME>\n"
                        + "<`id`>\n"
                        + "<é日本>\n"
                        + "<back\\slash>\n"
                        + "<*>\n"
                        + "<two\n"
                        + "lines>\n"
                        + "<--help>\n"
                        + "<>\n");
    }

    @Test
    void standard_input_arrives() {
        here.run(Workspace.argv("echo.java", "cat"), "one\ntwo é\n").succeeded().printsExactly("<cat>\none\ntwo é\n");
    }

    @Test
    void the_exit_code_is_the_scripts_and_so_is_jbangs_own() {
        here.script("echo.java", "exit", "7").exitedWith(7);
        here.script("echo.java", "exit", "255").exitedWith(255);
        here.script("nothing.java").exitedWith(2).says("nothing.java");
        here.script("version").succeeded().prints("0.");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    @Tag("all")
    void a_signal_reaches_the_script_where_there_is_no_program_kill(String signal, int code) throws Exception {
        here.set("PATH", here.pathWithout("jbang", "kill").toString());
        Path log = here.directory.resolveSibling("log");
        List<String> argv = new ArrayList<>(List.of("env", "--default-signal=INT,TERM,HUP"));
        argv.addAll(Workspace.argv("echo.java", "sleep"));
        Process process = here.builder(argv)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(log).contains("ready") && System.nanoTime() < end) Thread.sleep(50);
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(code, process.exitValue());
        assertTrue(Files.readString(log).endsWith("ready\nhook\n"), Files.readString(log));
    }

    @Test
    @Tag("all")
    void the_jar_of_a_jbang_on_the_path_is_used_and_without_one_our_own() throws IOException {
        Path bin = Files.createDirectories(here.directory.resolve("bin"));
        Path script = Files.writeString(bin.resolve("jbang"), "#!/bin/sh\nexit 4\n");
        assertTrue(script.toFile().setExecutable(true));
        here.set("PATH", bin + ":" + here.pathWithout("jbang"));
        here.script("echo.java", "a b").succeeded().printsExactly("<a b>\n");
        here.write("dev/jbang/Main.java", """
            package dev.jbang;
            public class Main {
                public static void main(String... args) {
                    System.out.println("the other jbang: " + String.join("|", args));
                    System.exit(7);
                }
            }
            """);
        for (List<String> argv : List.of(
                List.of("javac", "dev/jbang/Main.java"), List.of("jar", "cf", "bin/jbang.jar", "dev/jbang/Main.class")))
            here.run(argv, "").succeeded();
        here.script("echo.java", "a b").exitedWith(7).printsExactly("the other jbang: echo.java|a b\n");
    }

    @Test
    @Tag("all")
    void jbang_is_fetched_once_into_its_own_cache_and_then_needs_neither_maven_nor_network() throws IOException {
        Path cache = here.directory.resolve("cache");
        here.set("JBANG_CACHE_DIR", cache.toString());
        here.script("echo.java", "first").succeeded().says("Fetching JBang").printsExactly("<first>\n");
        assertTrue(Files.isDirectory(cache.resolve("jbang-cli")));
        try (var kept = Files.list(cache.resolve("jbang-cli"))) {
            assertEquals(1, kept.filter(Files::isDirectory).count());
        }
        here.set("PATH", here.pathWithout("mvn", "jbang").toString());
        // a proxy that does not exist: any attempt to download would fail
        here.set(
                "JAVA_TOOL_OPTIONS",
                "-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=9 -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9");
        here.script("echo.java", "second").succeeded().printsExactly("<second>\n");
    }

    @Test
    void without_maven_it_says_what_is_missing() throws IOException {
        here.set("JBANG_CACHE_DIR", here.directory.resolve("empty").toString())
                .set("PATH", here.pathWithout("mvn", "jbang").toString());
        here.script("echo.java", "x").exitedWith(3).says("there is no Maven on the PATH");
    }

    @Test
    void a_cache_that_cannot_be_written_gets_a_sentence() throws IOException {
        here.write("file", "")
                .set("JBANG_CACHE_DIR", here.directory.resolve("file/cache").toString());
        here.script("echo.java", "x")
                .exitedWith(3)
                .says("cannot write to JBang's cache: ")
                .says("export JBANG_DIR=");
    }

    @Test
    void a_user_without_a_home_directory_is_told_so_and_gets_no_directory_of_that_name() {
        here.set("JDK_JAVA_OPTIONS", "-Duser.home=?")
                .script("echo.java", "x")
                .exitedWith(3)
                .says("no home directory")
                .says("JDK_JAVA_OPTIONS=-Duser.home=");
        assertTrue(Files.notExists(here.directory.resolve("?")));
    }

    /** Windows refuses a path with a wildcard in it. */
    @ParameterizedTest
    @MethodSource("systems")
    void the_class_path_names_every_jar(Configuration system, String expected) throws Exception {
        try (FileSystem disk = Jimfs.newFileSystem(system)) {
            Path library = Files.createDirectory(disk.getPath("cache"));
            for (String name : List.of("jbang-cli.jar", "gson.jar", "notes.txt"))
                Files.createFile(library.resolve(name));
            assertEquals(expected, launcherMethod("classpath", Path.class).invoke(null, library));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {"~~, \"\"", "a b, \"a b\"", "a\"b, \"a\\\"b\"", "a\\\"b\\, \"a\\\\\\\"b\\\\\"", "C:\\x, \"C:\\x\""
            })
    void on_windows_arguments_are_in_quotes(String argument, String quoted) throws Exception {
        assertEquals(quoted, launcherMethod("quoted", String.class).invoke(null, argument));
    }

    /** The launcher is a class without a package, which a class with one cannot name. */
    private static Method launcherMethod(String name, Class<?>... parameters) throws ReflectiveOperationException {
        Method method = Class.forName("jbang").getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    static Stream<Arguments> systems() {
        return Stream.of(
                Arguments.of(Configuration.windows(), "cache\\gson.jar" + File.pathSeparator + "cache\\jbang-cli.jar"),
                Arguments.of(Configuration.osX(), "cache/gson.jar" + File.pathSeparator + "cache/jbang-cli.jar"));
    }

    @Test
    void an_older_jdk_gets_a_sentence(@TempDir Path classes) throws Exception {
        // compiled as that JDK would compile it, or it would print errors of the compiler instead
        String source = Workspace.repository().resolve("jbang.java").toString();
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                OutputStream.nullOutputStream(),
                                "--release",
                                "11",
                                "-d",
                                classes.toString(),
                                source));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream before = System.err;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            System.setErr(new PrintStream(output));
            var tooOld = loader.loadClass("jbang").getDeclaredMethod("tooOld", int.class);
            tooOld.setAccessible(true);
            assertEquals(true, tooOld.invoke(null, 11));
            assertEquals(false, tooOld.invoke(null, 17));
        } finally {
            System.setErr(before);
        }
        assertTrue(output.toString().contains("this is Java 11, and the scripts need 17 or newer"), output::toString);
    }
}
