//JAVA 17+

package support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A mirror of Maven's repositories, with what this user's local repository has, at an address that a proxy alone
 * reaches. It is that proxy.
 */
public class MavenMirror implements AutoCloseable {

    private static final String PLACE = "/maven2/";

    private final Path repository = Path.of(System.getProperty("user.home"), ".m2", "repository");
    private final Set<String> served = new ConcurrentSkipListSet<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final String forged;

    /** @param forged what the names of files begin with that are not what they should be; null for none */
    public MavenMirror(String forged) throws IOException {
        this.forged = forged;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().replaceFirst("^" + PLACE, "");
        Path file = repository.resolve(name).normalize();
        boolean forge = forged != null && file.getFileName().toString().startsWith(forged);
        boolean known = file.startsWith(repository) && Files.isRegularFile(file) && !(forge && name.endsWith(".sha1"));
        byte[] content = known ? Files.readAllBytes(file) : new byte[0];
        if (forge && name.endsWith(".jar")) content[content.length - 1]++;
        if (known) served.add(file.getFileName().toString());
        exchange.sendResponseHeaders(known ? 200 : 404, known ? content.length : -1);
        if (known && !exchange.getRequestMethod().equals("HEAD"))
            exchange.getResponseBody().write(content);
        exchange.close();
    }

    /** The names of the files that somebody got. */
    public Set<String> served() {
        return served;
    }

    /** A home directory whose settings.xml names the mirror and the proxy, and which has no artifact yet. */
    public Path home(Path directory) throws IOException {
        Files.createDirectories(directory.resolve(".m2"));
        Files.writeString(directory.resolve(".m2/settings.xml"), """
            <settings>
              <mirrors><mirror><id>ours</id><mirrorOf>*</mirrorOf><url>http://mirror.invalid%s</url></mirror></mirrors>
              <proxies><proxy>
                <active>true</active><protocol>http</protocol><host>127.0.0.1</host><port>%d</port>
              </proxy></proxies>
            </settings>
            """.formatted(
                        PLACE, server.getAddress().getPort()));
        return directory;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
