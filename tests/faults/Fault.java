//JAVA 17+

package faults;

import support.On;

/**
 * Something that goes wrong, and how a test run has to take it.
 *
 * @param stage what the run is at when it happens
 * @param expected what {@link Trial#seen} has to return
 * @param place where the commands run
 */
public record Fault(String name, String stage, On engine, String expected, Trial trial, Place place) {

    Fault(String name, String stage, On engine, String expected, Trial trial) {
        this(name, stage, engine, expected, trial, Place.HERE);
    }

    /** The same fault elsewhere. */
    Fault in(Place other) {
        return new Fault(name, stage, engine, expected, trial, other);
    }

    /** Skips the test where what it takes is missing. */
    public void require() {
        engine.require();
        if (place != Place.HERE) On.docker.require();
    }

    /** The engine, and the place where it is not this machine. */
    public String where() {
        return engine + (place == Place.HERE ? "" : ", plain container");
    }

    interface Trial {
        /** Does it to real processes and tells what came of it. */
        String seen(FaultRun run) throws Exception;
    }

    @Override
    public String toString() {
        return name + ", " + stage + ", " + where();
    }
}
