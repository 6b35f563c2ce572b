//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import lib.base.Console;
import lib.base.ExitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    private static ProcessSpec command(String... argv) {
        return new ProcessSpec(List.of(argv), Path.of("").toAbsolutePath(), Map.of("POSTGRES_PASSWORD", "hunter2"));
    }

    private static ProcessRunner.Real runner() {
        return new ProcessRunner.Real(new Console(System.err, true, false));
    }

    @Test
    void it_is_shown_as_a_person_would_type_it() {
        assertEquals(
                "mvn -f app/pom.xml -Dtest=A,B",
                command("mvn", "-f", "app/pom.xml", "-Dtest=A,B").show());
        assertEquals(
                "echo 'a b' 'it'\\''s' '' '$HOME'",
                command("echo", "a b", "it's", "", "$HOME").show());
    }

    @Test
    void a_password_in_an_argument_is_masked() {
        assertEquals(
                "mvn '-Ddb.password=***'",
                command("mvn", "-Ddb.password=hunter2").show());
    }

    @Test
    void a_password_in_an_address_is_masked() {
        assertEquals(
                "mvn '-Durl=jdbc:postgresql://me:***@host/db'",
                command("mvn", "-Durl=jdbc:postgresql://me:hunter2@host/db").show());
        assertEquals(
                "mvn '-Durl=jdbc:postgresql://host/db?user=me&password=***&ssl=true'",
                command("mvn", "-Durl=jdbc:postgresql://host/db?user=me&password=hunter2&ssl=true")
                        .show());
        assertEquals(
                "mvn -Durl=jdbc:postgresql://host:5432/db",
                command("mvn", "-Durl=jdbc:postgresql://host:5432/db").show());
    }

    @Test
    void an_argument_that_is_a_secret_is_one_to_its_end() {
        assertEquals(
                "psql '--api-key=***' '-Dpass=***'",
                command("psql", "--api-key=a b&c", "-Dpass=x;y").show());
    }

    @Test
    void what_is_too_large_for_the_system_is_named() {
        ProcessSpec large = command("true").with(Map.of("LARGE", "x".repeat(5_000_000)));
        for (Executable start : List.<Executable>of(
                () -> runner().captured(large), () -> runner().attached(large), () -> runner().launched(large))) {
            ExitException stop = assertThrows(ExitException.class, start);
            assertTrue(stop.getMessage().startsWith("true cannot be started: "), stop::getMessage);
            assertTrue(stop.hint.contains("LARGE"), stop.hint);
        }
    }

    @Test
    void a_variable_can_be_taken_away() {
        ProcessSpec without = command("sh", "-c", "echo \"[$POSTGRES_PASSWORD]\"")
                .with(Collections.singletonMap("POSTGRES_PASSWORD", null));
        assertEquals("[]\n", runner().captured(without).out());
        assertEquals(
                0,
                runner().attached(
                                command("sh", "-c", "test -z \"$HOME\"").with(Collections.singletonMap("HOME", null))));
    }

    @Test
    void a_program_that_does_not_end_in_its_time_is_ended() {
        ProcessSpec slow = command("sleep", "60").within(Duration.ofSeconds(1));
        assertEquals(ProcessRunner.TIMED_OUT, runner().attached(slow));
        ProcessRunner.Output output = runner().captured(slow);
        assertEquals(ProcessRunner.TIMED_OUT, output.code());
        assertTrue(output.err().contains("sleep did not answer within 1 s"), output::err);
    }

    @Test
    void a_program_that_starts_is_told_of() {
        List<ProcessHandle> started = new ArrayList<>();
        ProcessRunner runner = runner().notifying(started::add);
        runner.captured(command("true"));
        runner.attached(command("true"));
        assertEquals(2, started.size());
    }

    @Test
    void a_program_that_is_missing_is_named_and_the_environment_is_not() {
        ExitException stop = assertThrows(ExitException.class, () -> runner().captured(command("no-such-program")));
        assertEquals(ExitException.MACHINE_LACKS, stop.code);
        assertEquals("no-such-program was not found", stop.getMessage());
        for (Throwable t = stop; t != null; t = t.getCause())
            assertFalse(String.valueOf(t.getMessage()).contains("hunter2"));
        assertEquals(
                stop.getMessage(),
                assertThrows(ExitException.class, () -> runner().attached(command("no-such-program")))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cannot run program \"x\": error=2, No such file or directory",
                "Could not execute [x] with environment {A=error=7, B}. Error=2, No such file or directory",
                "Cannot run program \"x\": Exec failed, error: 2 (No such file or directory)",
                "Cannot run program \"x\": CreateProcess error=2, The system cannot find the file specified"
            })
    void a_program_that_is_missing_is_told_by_the_number_of_the_error(String message) {
        ExitException stop = ProcessFailure.cannotStart(command("x"), new IOException(message));
        assertEquals("x was not found", stop.getMessage());
    }

    @Test
    void a_captured_program_has_its_two_streams_its_code_and_the_environment() {
        ProcessRunner.Output output = runner().captured(
                        command("sh", "-c", "echo out; echo err >&2; test \"$POSTGRES_PASSWORD\" = hunter2 && exit 7"));
        assertEquals(new ProcessRunner.Output(7, "out\n", "err\n"), output);
    }

    @Test
    void a_file_and_a_text_behind_it_are_the_input(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("input"), "one\n");
        Path copy = directory.resolve("copy");
        assertEquals(
                0,
                runner().piped(command("sh", "-c", "cat > \"$0\"", copy.toString()), file, "the end")
                        .code());
        assertEquals("one\nthe end", Files.readString(copy));
        Path missing = directory.resolve("missing");
        assertEquals(
                0,
                runner().piped(command("sh", "-c", "cat > \"$0\"", copy.toString()), missing, "the end")
                        .code());
        assertEquals("", Files.readString(copy));
    }

    @Test
    void a_program_need_not_read_its_input_to_the_end(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("input"), "line\n".repeat(1_000_000));
        assertEquals(
                new ProcessRunner.Output(7, "", "why"),
                runner().piped(command("sh", "-c", "echo why >&2; exit 7"), file, ""));
        String numbers = "i=0; while [ $i -lt 200 ]; do i=$((i+1)); echo $i >&2; done";
        String last = runner().piped(command("sh", "-c", numbers), file, null).err();
        assertTrue(last.startsWith("101\n") && last.endsWith("\n200"), last);
    }

    @Test
    void a_dry_run_prints_and_starts_nothing() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(0, new ProcessRunner.Printing(new PrintStream(out)).attached(command("no-such-program", "a b")));
        assertTrue(out.toString().startsWith("no-such-program 'a b'"));
    }
}
