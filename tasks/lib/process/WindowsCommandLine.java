//JAVA 17+

package lib.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.OperatingSystem;

/**
 * Commands for Windows, where a program gets a line and takes it apart by itself. Arguments are put into quotes so that
 * the same ones come out of it; Java passes on unchanged what is in quotes already.
 *
 * @param path where programs are found, with the endings that people leave out
 * @param shell the cmd.exe that runs .cmd and .bat files
 */
record WindowsCommandLine(SearchPath path, String shell) {

    /** With the substitution in {@link #NOTHING}, without that of exclamation marks, and without what the user set. */
    private static final List<String> SHELL_OPTIONS = List.of("/e:ON", "/v:OFF", "/d", "/c");
    /** The empty part of a variable that is always there: the percent sign behind it then begins no other one. */
    private static final String NOTHING = "%%cd:~,";

    /** A command as this system wants it. */
    static List<String> onThisSystem(List<String> argv) {
        if (!OperatingSystem.WINDOWS) return argv;
        String shell = System.getenv().getOrDefault("ComSpec", "cmd.exe");
        return new WindowsCommandLine(SearchPath.ofThisProcess(), shell).of(argv);
    }

    /** The list for Java's process builder. */
    List<String> of(List<String> argv) {
        boolean name = argv.get(0).indexOf('\\') < 0 && argv.get(0).indexOf('/') < 0;
        Path found = name ? path.find(argv.get(0)) : null;
        String program = found == null ? argv.get(0) : found.toString();
        Stream<String> arguments = argv.stream().skip(1);
        if (!isScript(program))
            return Stream.concat(Stream.of(program), arguments.map(argument -> quoted(argument, "\\\"", "%")))
                    .toList();
        String line = Stream.concat(Stream.of(program), arguments)
                .map(argument -> quoted(argument, "\"\"", NOTHING + "%"))
                .collect(Collectors.joining(" "));
        return Stream.of(Stream.of(shell), SHELL_OPTIONS.stream(), Stream.of("\"" + line + "\""))
                .flatMap(part -> part)
                .toList();
    }

    private static boolean isScript(String program) {
        String name = program.toLowerCase(Locale.ROOT);
        return name.endsWith(".cmd") || name.endsWith(".bat");
    }

    /** Backslashes mean themselves, but for those before a quote, of which two are one. */
    private static String quoted(String argument, String quote, String percent) {
        StringBuilder text = new StringBuilder("\"");
        int backslashes = 0;
        for (char c : argument.toCharArray()) {
            if (c == '"') text.append("\\".repeat(backslashes)).append(quote);
            else text.append(c == '%' ? percent : String.valueOf(c));
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }
        return text.append("\\".repeat(backslashes)).append('"').toString();
    }
}
