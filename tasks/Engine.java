//JAVA 17+
//SOURCES Context.java

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;
import java.util.Map;

/** Where a PostgreSQL server for one run comes from. */
public interface Engine {

    int LOG_LINES = 20;

    /** As {@code --engine} has it. */
    default String name() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

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

    /** A port that nobody listens on: the wanted one, or any for 0. */
    static int free(int wanted) {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw Stop.machineLacks("port " + wanted + " is taken", "Stop what uses it, or set POSTGRES_PORT to another port, or to 0 for any free one.").because(e);
        }
    }
}
