//JAVA 17+
//DEPS org.junit.platform:junit-platform-launcher:1.14.4
//DEPS org.junit.jupiter:junit-jupiter-api:5.14.4

package lib.extension;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What a JVM can do of a run of tests before it is known which: libraries are loaded, JUnit has run a test,
 * PostgreSQL's driver has connected. Nothing of the project's own may be loaded yet, since it can change until the
 * tests run.
 */
final class WarmUp {

    private static final String SECONDS = "2";

    private final Path directory;

    WarmUp(Path directory) {
        this.directory = directory;
    }

    void run() throws IOException {
        runNothing();
        load();
        connect();
    }

    private boolean over() {
        return Files.exists(directory.resolve("job"));
    }

    /** Neither listeners nor settings of the project's take part. */
    private static void runNothing() {
        try {
            LauncherConfig alone = LauncherConfig.builder()
                    .enableLauncherSessionListenerAutoRegistration(false)
                    .enableLauncherDiscoveryListenerAutoRegistration(false)
                    .enableTestExecutionListenerAutoRegistration(false)
                    .enablePostDiscoveryFilterAutoRegistration(false)
                    .build();
            LauncherFactory.create(alone)
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .enableImplicitConfigurationParameters(false)
                            .filters(EngineFilter.includeEngines("junit-jupiter"))
                            .selectors(DiscoverySelectors.selectClass(Nothing.class))
                            .build());
        } catch (LinkageError | RuntimeException olderPlatform) {
            // it is only slower then
        }
    }

    /** A test for JUnit Jupiter. */
    static class Nothing {

        @Test
        void happens() {}
    }

    private void load() throws IOException {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        for (String name : Files.readAllLines(directory.resolve("preload"), StandardCharsets.UTF_8)) {
            if (over()) return;
            try {
                // it is verified by that, and no code of it runs
                Class.forName(name, false, loader).getDeclaredMethods();
            } catch (ClassNotFoundException | LinkageError e) {
                // a class of another loader, or one that something optional is missing for
            }
        }
    }

    /**
     * A login and a statement are much of what a test's first connection takes; here only, as one elsewhere may want
     * TLS.
     */
    private void connect() {
        String host = System.getenv("POSTGRES_HOSTNAME");
        String role = System.getenv("APPLICATION_USER") == null ? "POSTGRES" : "APPLICATION";
        if (over() || host == null) return;
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) return;
            Properties properties = new Properties();
            properties.setProperty("user", System.getenv(role + "_USER"));
            properties.setProperty("password", System.getenv(role + "_PASSWORD"));
            properties.setProperty("connectTimeout", SECONDS);
            properties.setProperty("socketTimeout", SECONDS);
            Driver driver = (Driver) Class.forName("org.postgresql.Driver")
                    .getDeclaredConstructor()
                    .newInstance();
            String url = "jdbc:postgresql://" + host + ":" + System.getenv("POSTGRES_PORT") + "/"
                    + System.getenv("APPLICATION_DB");
            try (Connection connection = driver.connect(url, properties);
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
            }
        } catch (IOException | ReflectiveOperationException | LinkageError | SQLException | RuntimeException e) {
            // a test will say so, where it matters
        }
    }
}
