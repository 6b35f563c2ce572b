//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import support.Disk;

/** No Windows is needed: what cmd.exe and a program's start do with a line is written down, and repeated here. */
class WindowsCommandLineTest {

    private static final List<String> HOSTILE = List.of(
            "",
            "a b",
            "tab\there",
            "say \"hi\"",
            "\"",
            "\"quoted\"",
            "back\\slash",
            "ends with\\",
            "\\\"",
            "C:\\my work\\\\",
            "%PATH%",
            "100%",
            "%%x%",
            "a&b",
            "a && del *",
            "x|y>z<w",
            "^caret^",
            "!bang!",
            "(paren)",
            "-Dtest=A#b+c,!D",
            "é日本");

    private static WindowsCommandLine windows() {
        return new WindowsCommandLine(
                new SearchPath(FileSystems.getDefault(), List.of(), List.of()), "C:\\Windows\\System32\\cmd.exe");
    }

    private static List<String> with(String program) {
        List<String> argv = new ArrayList<>(List.of(program));
        argv.addAll(HOSTILE);
        return argv;
    }

    /** A line as a program of Microsoft's compiler takes it apart. */
    private static List<String> arguments(String line) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = null;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            int backslashes = 0;
            while (i < line.length() && line.charAt(i) == '\\') {
                backslashes++;
                i++;
            }
            char c = i < line.length() ? line.charAt(i) : ' ';
            if (argument == null && (backslashes > 0 || c != ' ')) argument = new StringBuilder();
            if (c == '"') {
                argument.append("\\".repeat(backslashes / 2));
                boolean twice = quoted && backslashes % 2 == 0 && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (backslashes % 2 == 1 || twice) argument.append('"');
                else quoted = !quoted;
                if (twice) i++;
                continue;
            }
            if (backslashes > 0) argument.append("\\".repeat(backslashes));
            boolean end = !quoted && c == ' ' || i >= line.length();
            if (end && argument != null) arguments.add(argument.toString());
            if (end) argument = null;
            else argument.append(c);
        }
        if (argument != null) arguments.add(argument.toString());
        return arguments;
    }

    /** A line as cmd.exe hands it on: variables are replaced everywhere, other characters count outside of quotes. */
    private static String throughCmd(String line) {
        String inner = line.substring(1, line.length() - 1);
        // %% is a percent sign in files alone; on the line the variable behind the second one is looked for
        String text = inner.replace("%%cd:~,%", "%");
        assertEquals(-1, inner.replace("%%cd:~,%", "").indexOf('%'), inner);
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            if (c == '"') quoted = !quoted;
            if (!quoted && "&|<>^()".indexOf(c) >= 0) throw new AssertionError(c + " is not in quotes: " + text);
        }
        return text;
    }

    @Test
    void a_program_gets_its_arguments_as_they_are() {
        List<String> argv = windows().of(with("C:\\jdk\\bin\\java.exe"));
        assertEquals("C:\\jdk\\bin\\java.exe", argv.get(0));
        assertEquals(HOSTILE, arguments(String.join(" ", argv.subList(1, argv.size()))));
        // Java passes on unchanged what begins and ends with a quote
        argv.stream().skip(1).forEach(argument -> assertEquals(true, argument.matches("(?s)\".*\"")));
    }

    @Test
    void a_script_gets_them_through_cmd() {
        List<String> argv = windows().of(with("C:\\my work\\mvnw.CMD"));
        assertEquals(List.of("C:\\Windows\\System32\\cmd.exe", "/e:ON", "/v:OFF", "/d", "/c"), argv.subList(0, 5));
        assertEquals(6, argv.size());
        assertEquals(with("C:\\my work\\mvnw.CMD"), arguments(throughCmd(argv.get(5))));
    }

    @Test
    void a_name_is_looked_for_on_the_path_and_what_is_not_there_is_left_for_the_system_to_refuse() throws IOException {
        try (FileSystem disk = Disk.WINDOWS.open()) {
            Disk.write(disk.getPath("C:\\maven"), "mvn.cmd", "");
            Disk.write(disk.getPath("C:\\docker"), "docker.exe", "");
            SearchPath path = SearchPath.ofWindows(disk, List.of("C:\\maven", "C:\\docker"));
            WindowsCommandLine windows = new WindowsCommandLine(path, "cmd.exe");
            assertEquals(
                    List.of("cmd.exe", "/e:ON", "/v:OFF", "/d", "/c", "\"\"C:\\maven\\mvn.cmd\" \"test\"\""),
                    windows.of(List.of("mvn", "test")));
            assertEquals(List.of("C:\\docker\\docker.exe", "\"ps\""), windows.of(List.of("docker", "ps")));
            assertEquals(List.of("podman"), windows.of(List.of("podman")));
        }
    }
}
