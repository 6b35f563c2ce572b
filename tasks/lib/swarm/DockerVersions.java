//JAVA 17+

package lib.swarm;

/**
 * The major versions of Docker on the way to a stack.
 *
 * @param program that of the docker program
 * @param engine that of the engine which it talks to
 */
public record DockerVersions(int program, int engine) {

    boolean startInterval() {
        return Math.min(program, engine) >= 25;
    }

    /** Older programs know jobs, but no jobs in a stack. */
    boolean jobs() {
        return program >= 23;
    }
}
