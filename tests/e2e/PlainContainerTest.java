//JAVA 17+
//DEPS org.snakeyaml:snakeyaml-engine:2.10

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import support.EndToEnd;
import support.On;
import support.PlainContainer;
import support.Result;
import support.SampleSource;
import support.Workspace;

/** The ordinary job of a CI: root in a container with the default seccomp profile, no Docker, no user namespaces. */
@Execution(ExecutionMode.SAME_THREAD)
@Tag("all")
@Tag("copied")
class PlainContainerTest extends EndToEnd {

    private static final String CHECKOUT = "/root/repository";
    private static final String BUILD = "/builds/group/repository";
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final String MANAGE = "java jbang.java manage.java ";
    private static final String UNKNOWN = "setpriv --reuid 54321 --regid 0 --clear-groups ";

    @TempDir
    static Path label;

    private static PlainContainer container;

    @BeforeAll
    static void start() throws Exception {
        On.docker.require();
        String maven = Path.of(System.getProperty("user.home"), ".m2") + ":/m2";
        container = PlainContainer.start(label, (String) recipe().get("image"), "-v", maven);
        shell("/", "ln -s /m2 /root/.m2").succeeded();
    }

    @AfterAll
    static void remove() throws Exception {
        if (container != null) container.remove();
    }

    @BeforeEach
    void copy() throws Exception {
        for (String place : List.of(CHECKOUT, BUILD)) {
            shell("/", "rm -rf " + place + "; mkdir -p " + place).succeeded();
            container.copy(here.directory, place);
        }
    }

    @AfterEach
    void no_server_and_no_data_are_left() throws Exception {
        assertEquals("", container.servers());
        assertEquals("", shell("/", "find / -xdev -name PG_VERSION").out());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> recipe() throws IOException {
        Load yaml = new Load(LoadSettings.builder().build());
        String file = Workspace.repositoryFile("docs/ci/gitlab-ci.yml");
        return ((Map<String, Map<String, Object>>) yaml.loadFromString(file)).get("test");
    }

    private static Result shell(String directory, String line) throws Exception {
        return container.shell(directory, line);
    }

    /** A PATH with the programs of the container but some of those that change the user. */
    private static String pathWith(String way) throws Exception {
        String without = Stream.of("unshare", "setpriv", "runuser", "su", "start-stop-daemon")
                .filter(name -> !name.equals(way))
                .collect(Collectors.joining(" "));
        shell("/", "rm -rf /only; mkdir /only; for d in /usr/sbin /usr/bin; do ln -sf $d/* /only; done")
                .succeeded();
        shell("/only", "rm -f " + without).succeeded();
        return "PATH=/only ";
    }

    @Test
    @Tag("sampled")
    void the_tests_are_green_below_a_directory_that_only_root_may_enter() throws Exception {
        shell(CHECKOUT, MANAGE + "test").succeeded().prints("TOTAL").says(" passed, 0 failed");
        assertEquals("", shell("/", "find / -xdev -name '*testing-postgres*'").out());
        shell(CHECKOUT, MANAGE + "doctor").succeeded().prints("PostgreSQL would run as nobody, by setpriv");
    }

    @Test
    @Tag("sampled")
    @SuppressWarnings("unchecked")
    void the_recipe_for_gitlab_is_green() throws Exception {
        StringBuilder line = new StringBuilder("export CI=true CI_PROJECT_DIR=" + BUILD);
        // the job's own caches would have to be filled first
        Map<String, String> variables = (Map<String, String>) recipe().get("variables");
        variables.forEach((name, value) -> line.append(" ")
                .append(name)
                .append("=")
                .append(value.replace("$CI_PROJECT_DIR/.cache/maven", "/m2/repository")
                        .replace("$CI_PROJECT_DIR/.cache/jbang", "/root/.jbang/cache")));
        ((List<String>) recipe().get("script"))
                .forEach(command -> line.append(" && ").append(command));
        shell(BUILD, line.toString()).succeeded().prints("TOTAL").says(" passed, 0 failed");
    }

    @Test
    @Tag("sampled")
    void what_a_killed_run_left_is_found_and_removed() throws Exception {
        for (String next : List.of("doctor --fix", "test ConfigurationTest")) {
            here.write("app/src/test/java/com/example/app/SleepTest.java", """
                package com.example.app;
                class SleepTest {
                    @org.junit.jupiter.api.Test
                    void sleeps() throws Exception {
                        Thread.sleep(120_000);
                    }
                }
                """);
            container.copy(here.directory.resolve("app"), CHECKOUT + "/app");
            Path log = label.resolve("killed");
            String start = MANAGE + "test SleepTest";
            Process run = new ProcessBuilder(container.argv(CHECKOUT, start))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            while (!Files.readString(log).contains("Running the tests")) {
                assertTrue(run.isAlive(), Files.readString(log));
                Thread.sleep(50);
            }
            String kill =
                    "for p in [0-9]*; do tr '\\0' ' ' < $p/cmdline | grep -q ' [m]anage test' && kill -9 $p; done;"
                            + " true";
            shell("/proc", kill).succeeded();
            run.waitFor();
            assertFalse(container.servers().isEmpty());
            Result removed = shell(CHECKOUT, MANAGE + next).succeeded();
            String output = next.startsWith("doctor") ? "of a test run that was killed" : "cleaning up after it";
            assertTrue(removed.toString().contains(output), removed::toString);
            assertEquals("", container.servers());
        }
    }

    @ParameterizedTest
    @Tag("sampled")
    @SampleSource(
            oneIn = 4,
            of = {"setpriv | umask 077;", "runuser | unset HOME;", "su | cd app;", "start-stop-daemon | cd app;"})
    void each_program_that_changes_the_user_will_do(String way, String before) throws Exception {
        String start = "export " + pathWith(way) + "; " + before + " "
                + MANAGE.replace("jbang.java", CHECKOUT + "/jbang.java")
                        .replace("manage.java", CHECKOUT + "/manage.java");
        // there, and as useless as the real one
        shell("/", "printf '#!/bin/sh\\necho no >&2\\nexit 1\\n' > /only/unshare; chmod +x /only/unshare")
                .succeeded();
        shell(CHECKOUT, start + "postgres start").succeeded().prints("PostgreSQL is running at ");
        shell(CHECKOUT, start + "postgres stop").succeeded().prints("was stopped");
        shell("/", "find / -xdev -path '*postgres-development*' -delete").succeeded();
    }

    @Test
    @Tag("sampled")
    void busybox_alone_will_do() throws Exception {
        assumeTrue(Files.isExecutable(BUSYBOX), "there is no " + BUSYBOX + " here");
        shell("/", "rm -rf /only; mkdir /only").succeeded();
        container.copy(BUSYBOX, "/only/busybox");
        shell("/only", "for p in $(./busybox --list); do ln -s busybox $p; done; ln -s $(which java mvn) .")
                .succeeded();
        shell(CHECKOUT, "export PATH=/only; " + MANAGE + "test").succeeded().says(" passed, 0 failed");
        shell(CHECKOUT, "export PATH=/only; " + MANAGE + "doctor").prints("PostgreSQL would run as nobody, by ");
    }

    @Test
    @Tag("sampled")
    void where_nothing_changes_the_user_one_line_says_what_to_do() throws Exception {
        String start = pathWith("none") + MANAGE;
        shell(CHECKOUT, start + "postgres start")
                .exitedWith(3)
                .says("PostgreSQL refuses to run as root")
                .says("Install setpriv");
        shell(CHECKOUT, start + "doctor").exitedWith(1).prints("embedded").prints("fix: Install setpriv");
    }

    @Test
    @Tag("sampled")
    void a_user_id_that_nobody_knows_gets_advice_and_no_directory_named_by_a_question_mark() throws Exception {
        shell(BUILD, "mkdir /tmp/h; cp -r /root/.jbang /tmp/h; ln -s /m2 /tmp/h/.m2; chown -R 54321 /tmp/h /builds")
                .succeeded();
        shell(BUILD, "HOME=/tmp/h " + UNKNOWN + MANAGE + "test")
                .exitedWith(3)
                .says("a user that has no entry in /etc/passwd")
                .says("Add an entry");
        shell(BUILD, "unset HOME; " + UNKNOWN + MANAGE + "test")
                .exitedWith(3)
                .says("no home directory")
                .says("JDK_JAVA_OPTIONS=-Duser.home=");
        assertEquals("", shell(BUILD, "find . -name '[?]'").out());
    }

    @Test
    @Tag("sampled")
    void directories_of_somebody_else_are_left_out() throws Exception {
        shell(BUILD, "mkdir /tmp/n; cp -r /root/.jbang /tmp/n; ln -s /m2 /tmp/n/.m2; chown -R 65534:0 /tmp/n /builds")
                .succeeded();
        shell(BUILD, "for d in app/data app/src/test/java/data data; do mkdir -p -m 700 $d; touch $d/x.sql; done")
                .succeeded();
        shell(
                        BUILD,
                        "export JDK_JAVA_OPTIONS=-Duser.home=/tmp/n; setpriv --reuid 65534 --regid 0"
                                + " --clear-groups "
                                + MANAGE + "test")
                .succeeded()
                .prints("TOTAL")
                .says(" passed, 0 failed");
    }
}
