//JAVA 17+

package support;

import java.io.IOException;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Watches from the side, as long as it is open: a server that nobody may connect to, and the argv of every process. */
public class Witness implements AutoCloseable {

    /** A password that stands nowhere else, and means nothing to anybody. */
    public final String secret = "hush" + UUID.randomUUID().toString().replace("-", "");

    public final AtomicInteger connections = new AtomicInteger();
    public final Set<String> secretsSeen = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private final List<Thread> threads = List.of(new Thread(this::record), new Thread(this::readCommandLines));

    public Witness() throws IOException {
        this("127.0.0.1");
    }

    /** @param address of this machine, at which the server listens */
    public Witness(String address) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName(address));
        for (Thread thread : threads) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    public String address() {
        return server.getInetAddress().getHostAddress();
    }

    public int port() {
        return server.getLocalPort();
    }

    private void record() {
        while (!server.isClosed()) {
            try {
                server.accept().close();
                connections.incrementAndGet();
            } catch (IOException closed) {
                // the end, or a client that changed its mind
            }
        }
    }

    private void readCommandLines() {
        while (!server.isClosed()) {
            try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
                for (Path process : processes
                        .filter(directory -> directory.getFileName().toString().matches("\\d+"))
                        .toList()) look(process);
                Thread.sleep(5);
            } catch (IOException | InterruptedException e) {
                return;
            }
        }
    }

    private void look(Path process) {
        try {
            String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            if (line.contains(secret))
                secretsSeen.add("argv: " + line.replace('\0', ' ').replace(secret, "SECRET"));
        } catch (IOException | RuntimeException ended) {
            // between listing and reading
        }
    }

    /** Looks for the secret in what was printed, and in every file below a directory. */
    public void search(String printed, Path... directories) throws IOException {
        printed.lines()
                .filter(line -> line.contains(secret))
                .forEach(line -> secretsSeen.add("output: " + line.replace(secret, "SECRET")));
        for (Path directory : directories) {
            if (!Files.exists(directory)) continue;
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret))
                        secretsSeen.add("file: " + file);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
