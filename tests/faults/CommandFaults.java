//JAVA 17+

package faults;

import java.util.List;
import java.util.stream.Stream;
import support.On;
import support.Result;

/** Commands that take time, met by a signal, by the end of their server, or by that of their session. */
class CommandFaults {

    private static final String IN_MIGRATION = Work.MIGRATION + ", line 2: ";

    static List<Fault> all() {
        return Stream.of(statements(), programs(), scenarios())
                .flatMap(faults -> faults)
                .toList();
    }

    private static Stream<Fault> statements() {
        Event[] events = {Event.INT, Event.TERM, Event.SERVER_KILLED, Event.SESSION_ENDED};
        return Stream.concat(
                met(Work.statement("a statement runs", "statement, line 1: ", "sql", "select pg_sleep(60)"), events),
                met(Work.statement("a migration runs", IN_MIGRATION, "migrate"), events));
    }

    private static Stream<Fault> programs() {
        Work dump = Work.program("a table is locked", "LOCK TABLE", "pg_dump failed", "db", "dump", "new.dump");
        Work restore = Work.program(
                "a statement runs",
                "pg_sleep(60)",
                "slow.sql could not be restored",
                "-y",
                "db",
                "restore",
                "slow.sql");
        return Stream.concat(
                met(dump, Event.INT), met(restore, Event.INT, Event.TERM, Event.KILL, Event.SERVER_KILLED));
    }

    private static Stream<Fault> scenarios() {
        String interrupted = " while loading app/scenarios/slow.sql; the scenario slow is removed.";
        return met(
                Work.own("its data is loaded", On.docker, "Loading", interrupted, "scenario", "up", "slow"), Event.INT);
    }

    private static Stream<Fault> met(Work work, Event... events) {
        return Stream.of(events).map(event -> fault(work, event));
    }

    private static Fault fault(Work work, Event event) {
        return new Fault(
                work.command() + ": " + event,
                work.stage(),
                work.engine(),
                expected(work, event),
                work.onServer() ? run -> onServer(run, work, event) : run -> alone(run, work, event));
    }

    private static String expected(Work work, Event event) {
        String code = "exit " + event.code;
        if (event == Event.KILL) return code + "; the same again: exit 0";
        if (event.isSignal()) return code + ": " + event.said + work.interrupted();
        // the programs tell the reason themselves
        return code + ": " + work.lost() + (work.lost().endsWith(": ") ? event.said : "");
    }

    private static String onServer(FaultRun run, Work work, Event event) throws Exception {
        try (DevelopmentDatabase database = new DevelopmentDatabase(run)) {
            work.slow(run);
            if (work.arguments().contains("dump")) database.execute("begin; lock table users");
            work.reach(run, database);
            event.happen(run, database);
            int code = run.end();
            if (event == Event.SERVER_KILLED) return "exit " + code + ": " + run.lastError();
            // the server only notices that nobody is there any more when the statement ends
            if (event == Event.KILL) database.endOthers();
            database.execute("rollback");
            String left = database.left();
            if (!left.isEmpty()) throw new AssertionError(left);
            return event == Event.KILL ? again(run, work, code) : "exit " + code + ": " + run.lastError();
        }
    }

    private static String alone(FaultRun run, Work work, Event event) throws Exception {
        DevelopmentDatabase.prepare(run);
        work.slow(run);
        work.reach(run, null);
        event.happen(run, null);
        int code = run.end();
        if (event != Event.KILL) return "exit " + code + ": " + run.lastError();
        String again = again(run, work, code);
        if (work.arguments().contains("scenario"))
            run.here.manage("scenario", "down", "--all").succeeded();
        else run.here.manage("postgres", "stop").succeeded();
        return again;
    }

    private static String again(FaultRun run, Work work, int code) throws Exception {
        work.quick(run);
        Result again = run.here.manage(work.arguments().toArray(String[]::new));
        run.seen(again);
        if (again.code() != 0) throw new AssertionError("not the second time\n" + again);
        return "exit " + code + "; the same again: exit 0";
    }
}
