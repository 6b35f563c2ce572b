//JAVA 17+

package lib.application;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A connection of a client, and the one that it leads to. A client that keeps its connection for the next HTTP request
 * is led to another version with that.
 */
class RelayedConnection {

    private static final int BUFFER = 1 << 15;
    private static final int LONGEST_METHOD = 12;
    /** How an HTTP request begins. */
    private static final Pattern REQUEST = Pattern.compile("[A-Z]{3,10} [/*h].*", Pattern.DOTALL);

    private final PortRelay relay;
    private final Socket client;
    private Socket application;
    private int inner;
    /** The client has had an answer to what it sent last, or has sent nothing. */
    private boolean answered = true;

    RelayedConnection(PortRelay relay, Socket client) {
        this.relay = relay;
        this.client = client;
    }

    /** Until one of both has ended. */
    void serve() {
        try (client) {
            client.setTcpNoDelay(true);
            connect(relay.awaitInner());
            byte[] buffer = new byte[BUFFER];
            InputStream in = client.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (isNext(buffer, length) && relay.inner() != inner) {
                    // the end of the version before is no answer to this
                    disconnect();
                    connect(relay.awaitInner());
                }
                Socket to = sent();
                if (to == null) return;
                to.getOutputStream().write(buffer, 0, length);
            }
            Socket to = sent();
            if (to != null) to.shutdownOutput();
            awaitAnswers();
        } catch (IOException e) {
            // one of both has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private void connect(int port) throws IOException {
        Socket next = new Socket(InetAddress.getLoopbackAddress(), port);
        next.setTcpNoDelay(true);
        synchronized (this) {
            application = next;
            inner = port;
        }
        PortRelay.daemon(() -> answers(next));
    }

    private synchronized boolean isNext(byte[] buffer, int length) {
        return answered
                && REQUEST.matcher(new String(buffer, 0, Math.min(length, LONGEST_METHOD), StandardCharsets.US_ASCII))
                        .matches();
    }

    /** Where what is sent now goes; null where the application has ended the connection. */
    private synchronized Socket sent() {
        answered = false;
        return application;
    }

    private void answers(Socket from) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (!answered(from)) return;
                client.getOutputStream().write(buffer, 0, length);
            }
            if (answered(from)) client.shutdownOutput();
        } catch (IOException e) {
            if (answered(from)) close(client);
        } finally {
            synchronized (this) {
                if (from == application) application = null;
                notifyAll();
            }
        }
    }

    /** Whether it comes from the version that the client is led to now. */
    private synchronized boolean answered(Socket from) {
        if (from == application) answered = true;
        return from == application;
    }

    private synchronized void awaitAnswers() throws InterruptedException {
        while (application != null) wait();
    }

    private synchronized void disconnect() {
        if (application != null) close(application);
        application = null;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // then it has gone already
        }
    }
}
