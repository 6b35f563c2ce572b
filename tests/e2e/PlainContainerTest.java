//JAVA 17+
//DEPS org.snakeyaml:snakeyaml-engine:2.10

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import support.EndToEnd;
import support.On;
import support.Result;
import support.Workspace;

/** The ordinary job of a CI: root in a container with the default seccomp profile, no Docker, no user namespaces. */
@Execution(ExecutionMode.SAME_THREAD)
@Tag("all")
class PlainContainerTest extends EndToEnd {

    private static final String CHECKOUT = "/root/repository";
    private static final String BUILD = "/builds/group/repository";
    private static final String MANAGE = "java jbang.java manage.java ";
    private static final String UNKNOWN = "setpriv --reuid 54321 --regid 0 --clear-groups ";

    @TempDir
    static Path label;

    private static String container;

    @BeforeAll
    static void start() throws Exception {
        On.docker.require();
        String maven = Path.of(System.getProperty("user.home"), ".m2") + ":/m2";
        String image = (String) recipe().get("image");
        container = docker(
                        "run",
                        "-d",
                        "--label",
                        "com.docker.compose.project.working_dir=" + label,
                        "-v",
                        maven,
                        "--entrypoint",
                        "sleep",
                        image,
                        "infinity")
                .succeeded()
                .out()
                .strip();
        shell("/", "ln -s /m2 /root/.m2").succeeded();
    }

    @AfterAll
    static void remove() throws Exception {
        if (container != null) docker("rm", "-f", "-v", container).succeeded();
    }

    @BeforeEach
    void copy() throws Exception {
        for (String place : List.of(CHECKOUT, BUILD)) {
            shell("/", "rm -rf " + place + "; mkdir -p " + place).succeeded();
            docker("cp", here.folder + "/.", container + ":" + place).succeeded();
        }
    }

    @AfterEach
    void no_server_and_no_data_are_left() throws Exception {
        assertEquals("", servers());
        assertEquals("", shell("/", "find / -xdev -name PG_VERSION").out());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> recipe() throws IOException {
        Load yaml = new Load(LoadSettings.builder().build());
        String file = Workspace.repositoryFile("docs/ci/gitlab-ci.yml");
        return ((Map<String, Map<String, Object>>) yaml.loadFromString(file)).get("test");
    }

    private static Result docker(String... argv) throws Exception {
        List<String> all = new ArrayList<>(List.of("docker"));
        all.addAll(List.of(argv));
        Path out = Files.createTempFile(label, "out", null);
        Path err = Files.createTempFile(label, "err", null);
        int code = new ProcessBuilder(all)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new Result(String.join(" ", all), code, Files.readString(out), Files.readString(err));
    }

    private static Result shell(String folder, String line) throws Exception {
        return docker("exec", "-w", folder, container, "sh", "-c", line);
    }

    /** Those that run: nobody here collects what has ended. */
    private static String servers() throws Exception {
        return docker("top", container, "-eo", "pid,stat,args")
                .succeeded()
                .out()
                .lines()
                .filter(line -> line.contains("postgres") && !line.contains(" Z"))
                .collect(Collectors.joining("\n"));
    }

    /** A PATH with the programs of the container but some of those that change the user. */
    private static String pathWith(String way) throws Exception {
        String without = Stream.of("unshare", "setpriv", "runuser", "su")
                .filter(name -> !name.equals(way))
                .collect(Collectors.joining(" "));
        shell("/", "rm -rf /only; mkdir /only; for d in /usr/sbin /usr/bin; do ln -sf $d/* /only; done")
                .succeeded();
        shell("/only", "rm -f " + without).succeeded();
        return "PATH=/only ";
    }

    @Test
    void the_tests_are_green_below_a_folder_that_only_root_may_enter() throws Exception {
        shell(CHECKOUT, MANAGE + "test").succeeded().prints("TOTAL").says(" passed, 0 failed");
        assertEquals("", shell("/", "find / -xdev -name '*testing-postgres*'").out());
        shell(CHECKOUT, MANAGE + "doctor").succeeded().prints("PostgreSQL would run as nobody, by setpriv");
    }

    @Test
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
            docker("cp", here.folder.resolve("app") + "/.", container + ":" + CHECKOUT + "/app")
                    .succeeded();
            Path log = label.resolve("killed");
            String start = MANAGE + "test SleepTest";
            Process run = new ProcessBuilder("docker", "exec", "-w", CHECKOUT, container, "sh", "-c", start)
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
            assertFalse(servers().isEmpty());
            Result removed = shell(CHECKOUT, MANAGE + next).succeeded();
            String output = next.startsWith("doctor") ? "of a test run that was killed" : "cleaning up after it";
            assertTrue(removed.toString().contains(output), removed::toString);
            assertEquals("", servers());
        }
    }

    @ParameterizedTest
    @CsvSource({"setpriv, umask 077;", "runuser, unset HOME;", "su, cd app;"})
    void each_program_that_changes_the_user_will_do(String way, String before) throws Exception {
        String start = "export " + pathWith(way) + "; " + before + " "
                + MANAGE.replace("jbang.java", CHECKOUT + "/jbang.java")
                        .replace("manage.java", CHECKOUT + "/manage.java");
        // there, and as useless as the real one
        shell("/", "printf '#!/bin/sh\\necho no >&2\\nexit 1\\n' > /only/unshare; chmod +x /only/unshare")
                .succeeded();
        shell(CHECKOUT, start + "postgres start").succeeded().prints("PostgreSQL runs at ");
        shell(CHECKOUT, start + "postgres stop").succeeded().prints("was stopped");
        shell("/", "find / -xdev -path '*postgres-development*' -delete").succeeded();
    }

    @Test
    void where_nothing_changes_the_user_one_line_says_what_to_do() throws Exception {
        String start = pathWith("none") + MANAGE;
        shell(CHECKOUT, start + "postgres start")
                .exitedWith(3)
                .says("PostgreSQL refuses to run as root")
                .says("Install setpriv");
        shell(CHECKOUT, start + "doctor").exitedWith(1).prints("embedded").prints("fix: Install setpriv");
    }

    @Test
    void a_user_id_that_nobody_knows_gets_advice_and_no_folder_named_by_a_question_mark() throws Exception {
        shell(BUILD, "mkdir /tmp/h; cp -r /root/.jbang /tmp/h; ln -s /m2 /tmp/h/.m2; chown -R 54321 /tmp/h /builds")
                .succeeded();
        shell(BUILD, "HOME=/tmp/h " + UNKNOWN + MANAGE + "test")
                .exitedWith(3)
                .says("a user that has no entry in /etc/passwd")
                .says("Add an entry");
        shell(BUILD, "unset HOME; " + UNKNOWN + MANAGE + "test")
                .exitedWith(3)
                .says("no home folder")
                .says("JDK_JAVA_OPTIONS=-Duser.home=");
        assertEquals("", shell(BUILD, "find . -name '[?]'").out());
    }
}
