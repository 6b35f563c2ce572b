//JAVA 17+

package faults;

import java.nio.file.*;
import java.util.*;
import java.util.stream.Stream;
import support.On;
import support.Result;

/** A directory .manage that cannot be written to, or that does not hold what it should. */
class StateDirectoryFaults {

    private static final String DIRECTORY = ".manage";
    private static final String FILE = ".manage/testing.run";
    private static final String TEST = "test ConfigurationTest";
    private static final String UNWRITABLE = "cannot write to ";

    private interface Change {
        void make(FaultRun run) throws Exception;
    }

    static List<Fault> all() {
        return Stream.of(odd(), mounted()).flatMap(List::stream).toList();
    }

    private static List<Fault> odd() {
        Change file = run -> run.here.write(DIRECTORY, "");
        Change link =
                run -> Files.createSymbolicLink(run.here.directory.resolve(DIRECTORY), Path.of("/nowhere/at/all"));
        Change directory = run -> Files.createDirectories(run.here.directory.resolve(FILE));
        return List.of(
                refused(TEST, ".manage is a file", file),
                refused("postgres start", ".manage is a file", file),
                refused(TEST, ".manage is a link that leads nowhere", link),
                refused(TEST, "the state file is a directory", directory));
    }

    private static List<Fault> mounted() {
        List<Fault> faults = new ArrayList<>();
        for (String command : List.of("postgres start", "scenario up users")) {
            faults.add(fault(
                    command,
                    ".manage is on a full disk",
                    run -> SmallDisk.with(run, "size=16k", true, () -> seen(run, command))));
            faults.add(fault(
                    command,
                    ".manage is read-only",
                    run -> SmallDisk.with(run, "ro", false, () -> seen(run, command))));
        }
        return faults;
    }

    private static Fault refused(String command, String name, Change change) {
        return fault(command, name, run -> {
            change.make(run);
            return seen(run, command);
        });
    }

    private static Fault fault(String command, String name, Fault.Trial trial) {
        return new Fault(command + ": " + name, "before", On.embedded, "exit 3; " + UNWRITABLE, trial);
    }

    private static String seen(FaultRun run, String command) throws Exception {
        DevelopmentDatabase.prepare(run);
        Result result = run.here.manage(command.split(" "));
        return run.seen(result, UNWRITABLE);
    }
}
