//JAVA 17+

package lib.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.*;
import java.util.List;
import java.util.stream.Collectors;

/** A file of arguments for {@code java @FILE}. */
public class ArgumentFile {

    /** Writes it; whoever reads it meanwhile gets the old one or the new one. */
    public static void write(Path file, List<String> arguments) throws IOException {
        Path work = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        // java takes the bytes as they are, and makes paths of them as of those of a command line
        Files.write(work, text(arguments).getBytes(Charset.forName(System.getProperty("sun.jnu.encoding"))));
        Files.move(work, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** One argument a line, quoted, so that blanks, quotes, backslashes and # mean themselves. */
    public static String text(List<String> arguments) {
        return arguments.stream()
                .map(argument -> "\""
                        + argument.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r") + "\"\n")
                .collect(Collectors.joining());
    }
}
