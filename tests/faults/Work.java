//JAVA 17+

package faults;

import java.util.List;
import support.On;

/**
 * A command in the middle of its work.
 *
 * @param moment the statement that it runs then, or the text that it has printed; see {@link #onServer}
 * @param interrupted what it says of a signal, behind the word interrupted
 * @param lost what it says when its server or its session ends, in front of the reason where there is one
 */
record Work(String stage, On engine, String moment, String interrupted, String lost, List<String> arguments) {

    static final String MIGRATION = "app/src/main/resources/db/migration/V20991231000000__slow.sql";
    private static final String SLEEP = "pg_sleep(60)";
    private static final String NO_SERVER = "";

    static Work statement(String stage, String lost, String... arguments) {
        return new Work(stage, On.embedded, SLEEP, "", lost, List.of(arguments));
    }

    /** With the programs that are in the container. */
    static Work program(String stage, String moment, String lost, String... arguments) {
        return new Work(stage, On.docker, moment, "", lost, List.of(arguments));
    }

    static Work own(String stage, On engine, String printed, String interrupted, String... arguments) {
        return new Work(stage, engine, printed, interrupted, NO_SERVER, List.of(arguments));
    }

    /** Whether it works on the development server, and not on one of its own or on none. */
    boolean onServer() {
        return !lost.equals(NO_SERVER);
    }

    String command() {
        return String.join(" ", arguments)
                .replaceFirst("^-y ", "")
                .replace("select " + SLEEP, "'select " + SLEEP + "'");
    }

    /** Writes what is slow. */
    void slow(FaultRun run) throws Exception {
        write(run, SLEEP);
    }

    /** Writes the same as what ends at once. */
    void quick(FaultRun run) throws Exception {
        write(run, "1");
    }

    private void write(FaultRun run, String slow) throws Exception {
        String statement = "create table first (id int);\nselect " + slow + ";\ncreate table second (id int);\n";
        run.here.write("slow.sql", statement).write("app/scenarios/slow.sql", statement);
        // a scenario would wait for it
        if (onServer()) run.here.write(MIGRATION, statement);
    }

    /** Starts it, and comes back when it is at that moment. */
    void reach(FaultRun run, DevelopmentDatabase database) throws Exception {
        run.command(arguments);
        if (database == null) run.until(moment).pause(300);
        else database.until(moment);
    }
}
