//JAVA 17+

package support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A copy of the repository whose production environment has passwords that are hard to quote, and a client of the
 * application that runs there. Needs Docker.
 */
public final class ProductionCheckout {

    public static final String PASSWORD = "p'w \"d$x %41\\n";
    public static final String APPLICATION_PASSWORD = "an'other \"$one";

    public final Workspace here;
    private final Leftovers before;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    public ProductionCheckout() throws IOException {
        On.docker.require();
        before = Leftovers.now();
        here = Workspace.ofRepository()
                .set("POSTGRES_PASSWORD", PASSWORD)
                .set("APPLICATION_PASSWORD", APPLICATION_PASSWORD);
    }

    /** {@code compose ARGS} of the production environment, without being asked. */
    public Result compose(String... arguments) {
        return here.manage(Stream.concat(Stream.of("--yes", "-c", "production", "compose"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    public HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(request(url).build(), BodyHandlers.ofString());
    }

    public CompletableFuture<HttpResponse<String>> getLater(String url) {
        return client.sendAsync(request(url).build(), BodyHandlers.ofString());
    }

    /** The status of the answer. */
    public int createUser(String base, String email) throws IOException, InterruptedException {
        HttpRequest create = request(base + "/users")
                .POST(BodyPublishers.ofString("{\"email\": \"" + email + "\"}"))
                .build();
        return client.send(create, BodyHandlers.ofString()).statusCode();
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
    }

    /** Whether a text has one of the passwords, as it stands or as JSON writes it. */
    public static boolean showsPassword(String text) {
        return Stream.of(PASSWORD, APPLICATION_PASSWORD)
                        .flatMap(secret ->
                                Stream.of(secret, secret.replace("\\", "\\\\").replace("\"", "\\\"")))
                        .anyMatch(text::contains)
                || Stream.of("d$x %41", "$one").anyMatch(text::contains);
    }

    /** Nothing that was not there before may be left. */
    public void delete() throws IOException {
        before.assertNothingNew(here.directory);
        here.delete();
    }
}
