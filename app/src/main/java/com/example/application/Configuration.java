package com.example.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the application must be told, all of it from environment variables. A variable whose name ends in {@code _FILE}
 * names a file that holds the value of the variable without that ending, which is how containers get their secrets.
 */
public abstract class Configuration {

    private static final String FILE = "_FILE";
    private static final String ROLE = "APPLICATION_USER";

    private final Map<String, String> environment;

    protected Configuration(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The configuration that {@code APPLICATION_CONFIG} names; development when it names none.
     *
     * @throws IllegalArgumentException if it names an unknown one
     */
    public static Configuration from(Map<String, String> environment) {
        String name = environment.getOrDefault("APPLICATION_CONFIG", "development");
        return switch (name) {
            case "production" -> new ProductionConfiguration(environment);
            case "development", "scenario" -> new DevelopmentConfiguration(environment);
            case "testing" -> new TestingConfiguration(environment);
            default ->
                throw new IllegalArgumentException("APPLICATION_CONFIG is \"" + name
                        + "\"; it is one of production, development, testing, scenario");
        };
    }

    public String databaseHost() {
        return required("POSTGRES_HOSTNAME");
    }

    public int databasePort() {
        return Integer.parseInt(required("POSTGRES_PORT"));
    }

    public String databaseName() {
        return required("APPLICATION_DB");
    }

    /** Whom requests are served as: a role that owns nothing, or, where there is none, the owner. */
    public String databaseUser() {
        return hasOwnRole() ? required(ROLE) : ownerUser();
    }

    public String databasePassword() {
        return hasOwnRole() ? required("APPLICATION_PASSWORD") : ownerPassword();
    }

    /** Who owns the database and migrates it. What serves requests is not told. */
    public String ownerUser() {
        return required("POSTGRES_USER");
    }

    public String ownerPassword() {
        return required("POSTGRES_PASSWORD");
    }

    /** Whether the application has a role of its own. */
    public boolean hasOwnRole() {
        return !optional(ROLE, "").isEmpty();
    }

    /** Whether it may read and write whatever a migration makes; else each migration grants what it needs. */
    public boolean grantsAll() {
        return !optional("APPLICATION_GRANTS", "all").equals("none");
    }

    /**
     * How the database is reached over TLS, as properties of its driver: from {@code POSTGRES_SSLMODE},
     * {@code POSTGRES_SSLROOTCERT} (a file, or {@code system} for the authorities that Java knows),
     * {@code POSTGRES_SSLCERT} and {@code POSTGRES_SSLKEY} (of RSA); none that is not set.
     */
    public Map<String, String> databaseTls() {
        Map<String, String> properties = new HashMap<>();
        for (String property : List.of("sslmode", "sslrootcert", "sslcert", "sslkey")) {
            String value = environment.getOrDefault("POSTGRES_" + property.toUpperCase(Locale.ROOT), "");
            if (!value.isEmpty()) properties.put(property, value);
        }
        // the driver would look at a root certificate in the two modes that verify alone, psql does in this one too
        if (properties.containsKey("sslrootcert")) properties.replace("sslmode", "require", "verify-ca");
        if (properties.remove("sslrootcert", "system"))
            properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        return properties;
    }

    /** The address that the HTTP server listens on. */
    public String host() {
        return optional("APPLICATION_HOST", "127.0.0.1");
    }

    /** The port that the HTTP server listens on; 0 for any free one. */
    public int port() {
        return Integer.parseInt(optional("APPLICATION_PORT", "5000"));
    }

    /** The most connections that the pool opens. */
    public abstract int poolSize();

    /**
     * How many requests are read and answered at the same time. A client that is slow to send holds a thread until its
     * time is over, so there are many of them; the database is kept from too many requests by its pool.
     */
    public int threads() {
        return 400;
    }

    /** How long it goes on serving once it is told to stop, so that a proxy notices; by default it stops at once. */
    public Duration drainTime() {
        return Duration.ofMillis(Math.round(1000 * Double.parseDouble(optional("APPLICATION_DRAIN_SECONDS", "0"))));
    }

    /** Whether the database holds nothing worth keeping, so that tests may empty it. */
    public boolean testing() {
        return false;
    }

    /** Every variable, those that stand in files too. */
    public Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(environment);
        environment.keySet().stream()
                .filter(name -> name.endsWith(FILE))
                .map(name -> name.substring(0, name.length() - FILE.length()))
                .filter(name -> Files.isRegularFile(Path.of(environment.get(name + FILE))))
                .forEach(name -> variables.putIfAbsent(name, inFile(name)));
        return variables;
    }

    private String optional(String name, String otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }

    private String required(String name) {
        String value = optional(name, "");
        if (!value.isEmpty()) return value;
        if (!optional(name + FILE, "").isEmpty()) return inFile(name);
        throw new IllegalStateException("the environment variable " + name + " is not set, nor is " + name + FILE);
    }

    /** The text of the file, but for the line break at its end. */
    private String inFile(String name) {
        try {
            return Files.readString(Path.of(environment.get(name + FILE))).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new UncheckedIOException("the file that " + name + FILE + " names cannot be read", e);
        }
    }
}
