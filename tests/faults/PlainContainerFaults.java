//JAVA 17+

package faults;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import support.On;

/** Faults of the embedded server that are tried again as root in a plain container. */
class PlainContainerFaults {

    private static final Set<String> AGAIN = Set.of(
            "INT, start",
            "INT GROUP, start",
            "TERM, start",
            "KILL, start",
            "INT GROUP, create",
            "INT TWICE, create",
            "TERM, create",
            "KILL, create",
            "INT GROUP, migrate",
            "TERM, migrate",
            "KILL, migrate",
            "TERM, compile",
            "KILL, compile",
            "INT, test",
            "INT TWICE, test",
            "TERM, test",
            "KILL, test",
            "INT GROUP, teardown",
            "TERM, teardown",
            "KILL, teardown",
            "the terminal is closed (HUP), tests",
            "a second run in the same checkout, tests",
            "a migration fails, --keep-on-failure, migrate",
            "--verbose, all");

    static List<Fault> all() {
        return Stream.concat(SignalFaults.all().stream(), MachineFaults.all().stream())
                .filter(fault -> fault.engine() == On.embedded && AGAIN.contains(fault.name() + ", " + fault.stage()))
                .map(fault -> fault.in(Place.PLAIN_CONTAINER))
                .toList();
    }
}
