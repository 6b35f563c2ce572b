//JAVA 17+

package lib.process;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import lib.base.ExitException;

/** What there is to say where a program could not be started, or followed to its end. */
class ProcessFailure {

    static ExitException notFollowed(ProcessSpec command, ExecutionException e) {
        return ExitException.machineLacks(command.argv().get(0) + " could not be followed to its end", "Try again.")
                .because(e.getCause());
    }

    /** The cause is left out: zt-exec puts the child's whole environment, passwords too, into its message. */
    static ExitException cannotStart(ProcessSpec command, IOException e) {
        String program = command.argv().get(0);
        boolean missing = String.valueOf(e.getMessage()).contains("rror=2,");
        return ExitException.machineLacks(
                missing ? program + " was not found" : program + " cannot be started",
                "Install " + program + ", or put it on the PATH.");
    }
}
