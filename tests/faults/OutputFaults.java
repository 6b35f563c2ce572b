//JAVA 17+

package faults;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import support.On;
import support.Result;
import support.Workspace;

/** Output that the disk does not take. */
class OutputFaults {

    private static final String LINE = "standard output cannot be written: No space left on device";

    static List<Fault> all() {
        return Stream.of("config show", "config check", "scenario list")
                .map(command -> new Fault(
                        command + ": its output goes to a full disk",
                        "all",
                        On.embedded,
                        "exit 1: " + LINE,
                        run -> onFullDisk(run, command)))
                .toList();
    }

    private static String onFullDisk(FaultRun run, String command) throws Exception {
        DevelopmentDatabase.prepare(run);
        List<String> argv = new ArrayList<>(List.of("sh", "-c", "\"$@\" > /dev/full", "sh"));
        argv.addAll(Workspace.argv("manage.java", command.split(" ")));
        Result result = run.here.run(argv, "");
        return run.seen(result, LINE).replace(";", ":");
    }
}
