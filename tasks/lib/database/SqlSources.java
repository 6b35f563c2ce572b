//JAVA 17+

package lib.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lib.base.ExitException;

/** The texts that a user hands over. */
public record SqlSources(Map<String, InputStream> texts) implements AutoCloseable {

    private static final String STANDARD_INPUT = "standard input";

    /**
     * Standard input is read where nothing is named.
     *
     * @param files a file called - is standard input
     */
    public static SqlSources of(List<String> statements, List<String> files) {
        Map<String, InputStream> texts = new LinkedHashMap<>();
        for (int i = 0; i < statements.size(); i++)
            texts.put(
                    statements.size() == 1 ? "statement" : "statement " + (i + 1),
                    new ByteArrayInputStream(statements.get(i).getBytes(UTF_8)));
        for (String file : files) texts.put(file.equals("-") ? STANDARD_INPUT : file, open(file));
        if (texts.isEmpty()) texts.put(STANDARD_INPUT, System.in);
        return new SqlSources(texts);
    }

    private static InputStream open(String file) {
        try {
            return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
        } catch (IOException e) {
            throw ExitException.cannotRead(file, e);
        }
    }

    /** Each under the name that an error calls it by. */
    public Map<String, SqlScript> scripts(Map<String, String> variables) {
        Map<String, SqlScript> scripts = new LinkedHashMap<>();
        texts.forEach((source, text) -> scripts.put(source, new SqlScript(text, source, variables)));
        return scripts;
    }

    @Override
    public void close() {
        try {
            for (InputStream text : texts.values()) text.close();
        } catch (IOException e) {
            // all that was wanted of it has been read
        }
    }
}
