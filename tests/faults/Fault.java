//JAVA 17+

package faults;

import support.On;

/**
 * Something that goes wrong, and how a test run has to take it.
 *
 * @param stage what the run is at when it happens
 * @param expected what {@link Trial#seen} has to return
 */
public record Fault(String name, String stage, On engine, String expected, Trial trial) {

    interface Trial {
        /** Does it to real processes and tells what came of it. */
        String seen(FaultRun run) throws Exception;
    }

    @Override
    public String toString() {
        return name + ", " + stage + ", " + engine;
    }
}
