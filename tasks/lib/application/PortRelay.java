//JAVA 17+

package lib.application;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Holds a port for as long as we run. What connects to it is led to the version of the application that serves; while
 * there is none, it waits.
 */
class PortRelay implements AutoCloseable {

    private static final int BACKLOG = 1024;

    private final ServerSocket outer;
    private int inner;

    private PortRelay(ServerSocket outer) {
        this.outer = outer;
    }

    /** @param port 0 for any free one */
    static PortRelay open(InetAddress host, int port) throws IOException {
        ServerSocket outer = new ServerSocket();
        try {
            outer.setReuseAddress(true);
            outer.bind(new InetSocketAddress(host, port), BACKLOG);
        } catch (IOException e) {
            outer.close();
            throw e;
        }
        PortRelay relay = new PortRelay(outer);
        daemon(relay::accept);
        return relay;
    }

    int port() {
        return outer.getLocalPort();
    }

    /** As a browser of this machine has it. */
    String address() {
        InetAddress host = outer.getInetAddress();
        return "http://" + (host.isAnyLocalAddress() ? "localhost" : host.getHostAddress()) + ":" + port();
    }

    /** From now on what connects, or sends a new request, waits. */
    synchronized void hold() {
        inner = 0;
    }

    /** Leads it to a port of this machine. */
    synchronized void leadTo(int port) {
        inner = port;
        notifyAll();
    }

    /** The port of the version that serves, as soon as there is one. */
    synchronized int awaitInner() throws InterruptedException {
        while (inner == 0) wait();
        return inner;
    }

    /** The same now; 0 where there is none. */
    synchronized int inner() {
        return inner;
    }

    private void accept() {
        while (!outer.isClosed()) {
            try {
                Socket client = outer.accept();
                daemon(new RelayedConnection(this, client)::serve);
            } catch (IOException e) {
                // it is closed, or this one connection could not be taken
            }
        }
    }

    static void daemon(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            outer.close();
        } catch (IOException e) {
            // it ends with us
        }
    }
}
