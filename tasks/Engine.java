//JAVA 17+
//SOURCES Context.java

import java.util.Map;

/** Where a PostgreSQL server for one run comes from. */
public interface Engine {

    String name();

    /** Fails when a server that this run would start, and later remove, is there already. */
    void requireUnused();

    /**
     * Starts the server.
     *
     * @return what it answered: POSTGRES_HOSTNAME and POSTGRES_PORT at least
     * @throws Stop when it cannot be started; {@link #down} must be called all the same
     */
    Map<String, String> up();

    /** Fails, with the end of the server's log, when the server has died. */
    void requireAlive();

    /**
     * Stops and removes everything that {@link #up} made.
     *
     * @return false when something is left, which has then been said
     */
    boolean down();

    /** The last lines that the server logged. */
    String log();

    int LOG_LINES = 20;
}
