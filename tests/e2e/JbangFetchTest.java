//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import support.EndToEnd;
import support.JbangInstallation;
import support.MavenMirror;
import support.Result;
import support.SampleSource;
import support.Workspace;

/** jbang.java on a machine that has nothing in its caches yet. */
@Tag("all")
@Tag("sampled")
@Tag("copied")
class JbangFetchTest extends EndToEnd {

    private static final String FETCHING = "Fetching JBang";

    @Override
    protected Workspace workspace() throws IOException {
        Workspace empty = Workspace.ofRepository();
        empty.set("JBANG_CACHE_DIR", empty.directory.resolveSibling("cache").toString());
        return empty.set("PATH", empty.pathWithout("jbang").toString());
    }

    /** Starts the same, or similar, programs at the same time. */
    private List<Result> together(List<List<String>> programs) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(programs.size());
        try {
            List<Future<Result>> running = new ArrayList<>();
            for (List<String> argv : programs) running.add(threads.submit(() -> here.run(argv, "")));
            List<Result> results = new ArrayList<>();
            for (Future<Result> one : running) results.add(one.get());
            return results;
        } finally {
            threads.shutdown();
        }
    }

    /** A JBang as its archive has it: the script, and beside it the jar with all of it. */
    private void install() throws IOException {
        Path library = JbangInstallation.cache().resolve("jbang-cli");
        String jars;
        try (Stream<Path> all = Files.walk(library)) {
            jars = all.filter(file -> file.toString().endsWith(".jar"))
                    .map(file -> file.toUri().toString())
                    .collect(Collectors.joining(" "));
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, jars);
        Path bin = Files.createDirectories(here.directory.resolveSibling("jbang/bin"));
        new JarOutputStream(Files.newOutputStream(bin.resolve("jbang.jar")), manifest).close();
        Path script = Files.writeString(bin.resolve("jbang"), "#!/bin/sh\necho this is not to be started\nexit 4\n");
        assertTrue(script.toFile().setExecutable(true));
        Path link = here.directory.resolveSibling("bin");
        Files.createSymbolicLink(Files.createDirectories(link).resolve("jbang"), script);
        here.set("PATH", link + ":" + here.pathWithout("jbang"));
    }

    @ParameterizedTest
    @SampleSource(
            oneIn = 2,
            of = {"false", "true"})
    void eight_that_build_the_same_script_at_the_same_time_all_run(boolean installed) throws Exception {
        if (installed) install();
        List<List<String>> eight = Stream.generate(() -> Workspace.argv("manage.java", "config", "show"))
                .limit(8)
                .toList();
        List<Result> results = together(eight);
        results.forEach(result -> result.succeeded().prints("APPLICATION_DB"));
        assertEquals(
                installed ? 0 : 1,
                results.stream().filter(one -> one.err().contains(FETCHING)).count());
        // scripts that are started by manage.java take turns as well
        here.write("app/scenarios/one.sql", "select 1;\n").write("app/scenarios/two.sql", "select 1;\n");
        together(List.of(
                        Workspace.argv("manage.java", "-n", "scenario", "up", "one"),
                        Workspace.argv("manage.java", "-n", "scenario", "up", "two"),
                        Workspace.argv("manage.java", "-n", "scenario", "up", "one")))
                .forEach(Result::succeeded);
    }

    @Test
    void mirrors_and_proxies_of_mavens_settings_are_used() throws IOException {
        try (MavenMirror mirror = new MavenMirror(null)) {
            Path home = mirror.home(here.directory.resolveSibling("home"));
            here.set("JDK_JAVA_OPTIONS", "-Duser.home=" + home)
                    .write("library.java", """
                        //JAVA 17+
                        //DEPS org.slf4j:slf4j-nop:2.0.20
                        public class library {
                            public static void main(String... args) throws Exception {
                                System.out.println(Class.forName("org.slf4j.Logger"));
                            }
                        }
                        """)
                    .script("library.java")
                    .succeeded()
                    .says(FETCHING)
                    .prints("interface org.slf4j.Logger");
            assertTrue(
                    mirror.served().stream().anyMatch(name -> name.startsWith("jbang-cli-")),
                    mirror.served()::toString);
            assertTrue(mirror.served().contains("slf4j-nop-2.0.20.jar"), mirror.served()::toString);
        }
    }

    @Test
    void a_jar_that_is_not_what_it_should_be_is_never_run() throws IOException {
        try (MavenMirror mirror = new MavenMirror("gson-")) {
            Path home = mirror.home(here.directory.resolveSibling("home"));
            for (int i = 0; i < 2; i++)
                here.set("JDK_JAVA_OPTIONS", "-Duser.home=" + home)
                        .script("manage.java", "config", "show")
                        .exitedWith(3)
                        .says("jbang.java: JBang ")
                        .says("Maven got other jars than those of this version (checksum ");
            try (Stream<Path> kept = Files.list(here.directory.resolveSibling("cache/jbang-cli"))) {
                assertEquals(
                        List.of("lock"),
                        kept.map(file -> file.getFileName().toString()).toList());
            }
        }
    }
}
