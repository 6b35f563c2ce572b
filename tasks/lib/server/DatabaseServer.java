//JAVA 17+

package lib.server;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Where a PostgreSQL server for one run comes from. */
public interface DatabaseServer {

    int LOG_LINES = 20;

    /** As {@code --engine} has it. */
    String name();

    /** The compose project, where there is one. */
    default String project() {
        return null;
    }

    /** Fails when what this run would start, and later remove, is there already, or its ports are taken. */
    void requireUnused();

    /**
     * Starts the server.
     *
     * @param anyPort what to try first where the environment's port is 0; 0 for no wish
     * @return what it answered: POSTGRES_HOSTNAME and POSTGRES_PORT at least
     * @throws ExitException when it cannot be started; {@link #down} must be called all the same
     */
    Map<String, String> up(int anyPort);

    /** Fails, with the end of the server's log, when the server has died. */
    void requireAlive();

    /** Waits until whatever is started beside the database is ready too. */
    default void awaitOthers(Duration timeout) {}

    /**
     * Stops and removes everything that {@link #up} made.
     *
     * @return false when something is left, which has then been said
     */
    boolean down();

    /** The last lines that the server logged. */
    String log();

    /** Hands over all that it logged, a line at a time, as far as that can be read. */
    void log(Consumer<String> line);
}
