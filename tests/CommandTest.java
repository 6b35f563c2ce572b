//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTest {

    private static Command command(String... argv) {
        return new Command(List.of(argv), Path.of("").toAbsolutePath(), Map.of("POSTGRES_PASSWORD", "hunter2"));
    }

    private static Runner.Real runner() {
        return new Runner.Real(new Talk(System.err, true, false));
    }

    @Test
    void it_is_shown_as_a_person_would_type_it() {
        assertEquals("mvn -f app/pom.xml -Dtest=A,B", command("mvn", "-f", "app/pom.xml", "-Dtest=A,B").show());
        assertEquals("echo 'a b' 'it'\\''s' '' '$HOME'", command("echo", "a b", "it's", "", "$HOME").show());
    }

    @Test
    void a_password_in_an_argument_is_masked() {
        assertEquals("mvn '-Ddb.password=***'", command("mvn", "-Ddb.password=hunter2").show());
    }

    @Test
    void a_program_that_is_missing_is_named_and_the_environment_is_not() {
        Stop stop = assertThrows(Stop.class, () -> runner().captured(command("no-such-program")));
        assertEquals(Stop.MACHINE_LACKS, stop.code);
        assertEquals("no-such-program was not found", stop.getMessage());
        for (Throwable t = stop; t != null; t = t.getCause()) assertFalse(String.valueOf(t.getMessage()).contains("hunter2"));
        assertEquals(stop.getMessage(), assertThrows(Stop.class, () -> runner().attached(command("no-such-program"))).getMessage());
    }

    @Test
    void a_captured_program_has_its_two_streams_its_code_and_the_environment() {
        Runner.Output output = runner().captured(command("sh", "-c", "echo out; echo err >&2; test \"$POSTGRES_PASSWORD\" = hunter2 && exit 7"));
        assertEquals(new Runner.Output(7, "out\n", "err\n"), output);
    }

    @Test
    void a_dry_run_prints_and_starts_nothing() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(0, new Runner.Printing(new PrintStream(out)).attached(command("no-such-program", "a b")));
        assertTrue(out.toString().startsWith("no-such-program 'a b'"));
    }
}
