//JAVA 17+

package lib.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lib.base.ExitException;

/** The texts that a user hands over, with values in the place of their variables. */
public record SqlSources(Map<String, byte[]> texts) {

    private static final String STANDARD_INPUT = "standard input";

    /**
     * Standard input is read where nothing is named.
     *
     * @param files a file called - is standard input
     */
    public static SqlSources of(List<String> statements, List<String> files) {
        Map<String, byte[]> texts = new LinkedHashMap<>();
        for (int i = 0; i < statements.size(); i++)
            texts.put(
                    statements.size() == 1 ? "statement" : "statement " + (i + 1),
                    statements.get(i).getBytes(UTF_8));
        for (String file : files) texts.put(file.equals("-") ? STANDARD_INPUT : file, read(file));
        if (texts.isEmpty()) texts.put(STANDARD_INPUT, read("-"));
        return new SqlSources(texts);
    }

    private static byte[] read(String file) {
        try {
            return file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw ExitException.cannotRead(file, e);
        }
    }

    /** What each consists of, under the name that an error calls it by. */
    public Map<String, List<SqlScript.Part>> scripts(Map<String, String> variables) {
        Map<String, List<SqlScript.Part>> scripts = new LinkedHashMap<>();
        texts.forEach((source, text) -> scripts.put(
                source,
                SqlScript.split(text, source).stream()
                        .map(part -> part.with(variables))
                        .toList()));
        return scripts;
    }
}
