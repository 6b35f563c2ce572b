//JAVA 17+

package lib.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lib.base.ExitException;

/**
 * Why a dump was not restored.
 *
 * @param said by psql or pg_restore
 * @param writer the major version of the pg_dump that wrote it, where that is known
 * @param server the major version of the server
 */
record RestoreFailure(Path dump, String said, Optional<Integer> writer, int server) {

    /** The line of the script, the SQLSTATE, the message; psql itself knows no SQLSTATE, and the end has no line. */
    private static final Pattern PSQL = Pattern.compile(
            "(?m)^(?=psql:<stdin>|\\S+: +[0-9A-Z]{5}: )(?:psql:<stdin>:(\\d+): )?\\S+: +(?:([0-9A-Z]{5}): )?(.*)$");

    /** What the server said, or what pg_restore did. */
    private static final Pattern PG_RESTORE =
            Pattern.compile("(?m)^pg_restore: error: (?:could not execute query: \\S+: +(.*)|(.*))$");

    /** Successes and warnings. */
    private static final Set<String> HARMLESS = Set.of("00", "01");

    private static final String IS_IT_EMPTY = "Is the database empty? manage.java migrate clean empties it.";
    private static final String SCHEMA_IS_THERE = "42P06";
    /** What is there already: objects of a schema, others, functions, rows. */
    private static final Set<String> NOT_EMPTY = Set.of(SCHEMA_IS_THERE, "42P07", "42710", "42723", "23505");

    ExitException exception() {
        Optional<MatchResult> script = PSQL.matcher(said)
                .results()
                .filter(line -> line.group(2) == null
                        || !HARMLESS.contains(line.group(2).substring(0, 2)))
                .reduce((before, after) -> after);
        if (script.isPresent()) return ofScript(script.get());
        Optional<MatchResult> archive = PG_RESTORE.matcher(said).results().findFirst();
        if (archive.isEmpty()) return failed("", said);
        if (archive.get().group(1) != null) return failed(": " + archive.get().group(1), IS_IT_EMPTY);
        return failed(
                ": " + archive.get().group(2),
                "pg_restore " + server + " reads only dumps of pg_dump " + server
                        + " or older: dump the database again with such a version, or restore the dump on a newer"
                        + " server.");
    }

    private ExitException ofScript(MatchResult line) {
        String state = String.valueOf(line.group(2));
        List<String> advice = new ArrayList<>();
        said.substring(line.end())
                .strip()
                .lines()
                .filter(more -> !more.matches("LOCATION:.*|[A-Z]+ NAME:.*"))
                .forEach(advice::add);
        if (NOT_EMPTY.contains(state)) advice.add(IS_IT_EMPTY);
        if (SCHEMA_IS_THERE.equals(state))
            advice.add("If nothing else is in that schema, drop it: manage.java sql \"DROP SCHEMA ...\"");
        return failed(
                ": " + (line.group(1) == null ? "" : "line " + line.group(1) + ": ") + line.group(3),
                String.join("\n", advice));
    }

    private ExitException failed(String reason, String advice) {
        boolean newer = writer.isPresent() && writer.get() > server;
        String message = dump + " could not be restored" + reason;
        if (!newer) return ExitException.workFailed(message, ("Nothing was changed.\n" + advice).strip());
        return ExitException.workFailed(
                message + "; it was written by pg_dump " + writer.get() + ", and this server is " + server,
                "Nothing was changed. Dump it again with pg_dump " + server
                        + " (manage.java db dump uses the version of the server that it reads), or restore it on a"
                        + " server of version "
                        + writer.get() + ": change the image in the compose file.");
    }
}
