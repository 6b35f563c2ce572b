//JAVA 17+

package support;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves this checkout as a host of repositories does the files of a tag: /OWNER/REPO/TAG/path. */
public class RepositoryHost implements AutoCloseable {

    private static final String TAG = "/owner/manage/v1/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    public RepositoryHost() throws IOException {
        Path root = Workspace.repository();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(TAG, exchange -> {
            Path file = root.resolve(exchange.getRequestURI().getPath().substring(TAG.length()))
                    .normalize();
            boolean known = file.startsWith(root) && Files.isRegularFile(file);
            byte[] bytes = known ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(known ? 200 : 404, known ? bytes.length : -1);
            if (known) exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    /** What stands behind the @ of an alias. */
    public String catalog() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + TAG + "jbang-catalog.json";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
