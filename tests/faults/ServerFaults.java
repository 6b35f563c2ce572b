//JAVA 17+

package faults;

import java.util.*;
import java.util.stream.Stream;
import support.On;
import support.Result;

/** A server that is none, or that does not let us do what we want. */
class ServerFaults {

    private static final List<String> COMMANDS =
            List.of("sql select 1", "migrate", "create-initial-db", "-y db restore empty.sql");
    /** Where they differ from the others in nothing but the time that they take. */
    private static final Set<OddServer> ONE_COMMAND = Set.of(OddServer.SILENT, OddServer.HANGS_UP);

    /** What an administrator has done to a server. */
    private record State(String name, String done, String command, String expected) {}

    private static final List<State> STATES = Stream.of(
                    states(
                            "the database takes no connections",
                            "alter database live allow_connections false",
                            "exit 3: cannot connect to database \"live\"",
                            "sql select 1",
                            "migrate"),
                    states(
                            "the server only reads",
                            "alter system set default_transaction_read_only = on; select pg_reload_conf(),"
                                    + " pg_sleep(0.5)",
                            "exit 1: read-only transaction",
                            "sql create table one (id int)",
                            "migrate",
                            "migrate check"),
                    states(
                            "statements may take 100 ms",
                            "alter role postgres set statement_timeout = 100",
                            "exit 1: statement timeout",
                            "sql select pg_sleep(5)",
                            "migrate"),
                    states(
                            "somebody holds a lock, lock_timeout is 100 ms",
                            "alter role postgres set lock_timeout = 100",
                            "exit 1: lock timeout",
                            "sql select * from users",
                            "migrate"))
            .flatMap(List::stream)
            .toList();

    private static List<State> states(String name, String done, String expected, String... commands) {
        return Stream.of(commands)
                .map(command -> new State(name, done, command, expected))
                .toList();
    }

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (OddServer server : OddServer.values()) {
            for (String command : ONE_COMMAND.contains(server) ? COMMANDS.subList(0, 1) : COMMANDS)
                faults.add(new Fault(
                        command + ": " + server.name,
                        "before",
                        On.embedded,
                        "exit 3: cannot connect",
                        run -> server.with(run, () -> refused(run, command))));
        }
        for (State state : STATES)
            faults.add(new Fault(
                    state.command + ": " + state.name,
                    "before",
                    On.embedded,
                    state.expected,
                    run -> inState(run, state)));
        return faults;
    }

    private static String[] words(String command) {
        return command.startsWith("sql ") ? new String[] {"sql", command.substring(4)} : command.split(" ");
    }

    private static String refused(FaultRun run, String command) throws Exception {
        DevelopmentDatabase.prepare(run);
        run.here.write("empty.sql", "");
        return brief(run, run.here.manage(words(command)), "cannot connect");
    }

    private static String inState(FaultRun run, State state) throws Exception {
        try (DevelopmentDatabase database = new DevelopmentDatabase(run)) {
            database.administrate(state.done);
            if (state.done.contains("lock_timeout")) database.execute("begin; lock table users");
            run.here.write(
                    Work.MIGRATION, "create table another (id int);\nselect pg_sleep(1);\nselect * from users;\n");
            Result result = run.here.manage(words(state.command));
            database.execute("rollback");
            String left = database.left();
            if (!left.isEmpty()) throw new AssertionError(left + "\n" + result);
            return brief(run, result, state.expected.replaceFirst("^exit \\d: ", ""));
        }
    }

    /** The code, and what the one line has to say. */
    private static String brief(FaultRun run, Result result, String text) throws Exception {
        run.seen(result);
        List<String> lines =
                result.err().lines().filter(line -> line.startsWith("manage: ")).toList();
        if (lines.size() != 1) throw new AssertionError("not one line\n" + result);
        String line = lines.get(0).replaceFirst("^manage: ", "");
        return "exit " + result.code() + ": " + (line.contains(text) ? text : line);
    }
}
