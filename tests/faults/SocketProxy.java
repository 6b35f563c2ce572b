//JAVA 17+

package faults;

import java.io.IOException;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.*;
import java.util.concurrent.Callable;

/** Passes TCP connections on to a Unix socket. */
class SocketProxy implements AutoCloseable {

    private final ServerSocket server;

    SocketProxy(String address, Path socket) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName(address));
        daemon(() -> {
            while (!server.isClosed()) connect(server.accept(), socket);
            return null;
        });
    }

    int port() {
        return server.getLocalPort();
    }

    private static void connect(Socket client, Path socket) throws IOException {
        SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        // not by Channels' streams: one that reads would keep the other from writing
        daemon(() -> {
            byte[] bytes = new byte[1 << 16];
            for (int n; (n = client.getInputStream().read(bytes)) >= 0; ) {
                for (ByteBuffer rest = ByteBuffer.wrap(bytes, 0, n); rest.hasRemaining(); ) engine.write(rest);
            }
            engine.shutdownOutput();
            return null;
        });
        daemon(() -> {
            try (client;
                    engine) {
                ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
                for (; engine.read(bytes) >= 0; bytes.clear())
                    client.getOutputStream().write(bytes.array(), 0, bytes.position());
            }
            return null;
        });
    }

    private static void daemon(Callable<?> work) {
        Thread thread = new Thread(() -> {
            try {
                work.call();
            } catch (Exception closed) {
                // by either side
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
