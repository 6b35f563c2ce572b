//JAVA 17+

package lib.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.ExitException;

/** What a dump says of itself: the head of a script, or the list of what is in an archive. */
record DumpHead(String text) {

    private static final int LENGTH = 1 << 13;
    private static final Pattern WRITER = Pattern.compile("(?m)^(?:--|;) +Dumped by pg_dump version:? (\\d+)");
    private static final Pattern ALL_DATABASES = Pattern.compile("(?m)^-- PostgreSQL database cluster dump");
    private static final Pattern OWN_DATABASE = Pattern.compile("(?m)^(?:\\\\connect|(?:CREATE|DROP) DATABASE) ");

    static DumpHead of(Path script) {
        try (InputStream in = Files.newInputStream(script)) {
            return new DumpHead(new String(in.readNBytes(LENGTH), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw ExitException.cannotRead(script.toString(), e);
        }
    }

    /** The major version of the pg_dump that wrote it. */
    Optional<Integer> writer() {
        Matcher writer = WRITER.matcher(text);
        return writer.find() ? Optional.of(Integer.valueOf(writer.group(1))) : Optional.empty();
    }

    /** Fails for what leads to other databases than the one that is to be filled. */
    void requireOneDatabase(Path named) {
        if (ALL_DATABASES.matcher(text).find())
            throw ExitException.wrongInput(
                    named + " is a dump of all databases of a server",
                    "Nothing was changed. Dump one database of that server: pg_dump NAME, or manage.java db dump"
                            + " FILE.");
        if (OWN_DATABASE.matcher(text).find())
            throw ExitException.wrongInput(
                    named + " creates a database of its own, and connects to it",
                    "Nothing was changed. Dump it without --create (-C).");
    }
}
