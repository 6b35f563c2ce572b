//JAVA 17+

package faults;

import java.nio.file.*;
import java.util.*;
import support.On;
import support.Result;

/** Dumps of which a part is missing, or of which a part only arrives. */
class RestoreFaults {

    private static final String TABLES = "; tables of it: 0";
    private static final String OF_SCRIPTS = "'first', 'second'";
    private static final String OF_DUMPS = "'users'";
    private static final String FIRST = "create table first (line text);\n";
    /** More than all the pipes on the way to the server hold. */
    private static final String LONG = "-- a line that says nothing\n".repeat(1_000_000);

    private interface Change {
        /** @return the file that is restored then */
        String make(FaultRun run) throws Exception;
    }

    static List<Fault> all() {
        return List.of(
                new Fault(
                        "db restore long.sql: KILL GROUP",
                        "a part of it has arrived",
                        On.docker,
                        "exit 137" + TABLES + "; the same again: exit 0",
                        RestoreFaults::killed),
                cut("long.sql", "it ends in a COPY", "could not be restored", OF_SCRIPTS, run -> {
                    run.here.write("long.sql", FIRST + "copy first from stdin;\none\ntwo\n");
                    return "long.sql";
                }),
                cut(
                        "long.sql.gz",
                        "a part is missing",
                        "cannot be unpacked",
                        OF_DUMPS,
                        run -> dumped(run, "long.sql.gz")));
    }

    private static Fault cut(String file, String name, String text, String tables, Change change) {
        return new Fault(
                "db restore " + file + ": " + name,
                "before",
                On.docker,
                "exit 1; " + text + TABLES,
                run -> restored(run, text, tables, change));
    }

    private static String killed(FaultRun run) throws Exception {
        try (DevelopmentDatabase database = new DevelopmentDatabase(run)) {
            List<String> restore = List.of("-y", "db", "restore", "long.sql");
            run.here.write("long.sql", FIRST + "select pg_sleep(2);\n" + LONG + "create table second (id int);\n");
            run.command(restore);
            database.until("pg_sleep(2)");
            int code = run.signal("KILL", true).end();
            String seen = "exit " + code + left(database, OF_SCRIPTS);
            Result again = run.here.manage(restore.toArray(String[]::new));
            run.seen(again);
            return seen + "; the same again: exit " + again.code();
        }
    }

    private static String restored(FaultRun run, String text, String tables, Change change) throws Exception {
        try (DevelopmentDatabase database = new DevelopmentDatabase(run)) {
            String file = change.make(run);
            return run.seen(run.here.manage("-y", "db", "restore", file), text) + left(database, tables);
        }
    }

    /** The tables that are there when nothing runs any more. */
    private static String left(DevelopmentDatabase database, String tables) throws Exception {
        String left = database.left();
        return left.isEmpty() ? "; tables of it: " + database.tables(tables) : "; " + left;
    }

    /** Two thirds of a real dump, and a database without what is in it. */
    private static String dumped(FaultRun run, String file) throws Exception {
        run.here.manage("db", "dump", file).succeeded();
        run.here.manage("-y", "migrate", "clean").succeeded();
        Path path = run.here.directory.resolve(file);
        byte[] whole = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(whole, whole.length * 2 / 3));
        return file;
    }
}
