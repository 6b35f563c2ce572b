package com.example.application;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the application must be told, all of it from environment variables. */
public abstract class Configuration {

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
            case "development" -> new DevelopmentConfiguration(environment);
            case "testing" -> new TestingConfiguration(environment);
            default -> throw new IllegalArgumentException(
                "APPLICATION_CONFIG is \"" + name + "\"; it is one of production, development, testing");
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

    public String databaseUser() {
        return required("POSTGRES_USER");
    }

    public String databasePassword() {
        return required("POSTGRES_PASSWORD");
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
        if (properties.remove("sslrootcert", "system")) properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        return properties;
    }

    /** The address that the HTTP server listens on. */
    public String host() {
        return environment.getOrDefault("APPLICATION_HOST", "127.0.0.1");
    }

    /** The port that the HTTP server listens on; 0 for any free one. */
    public int port() {
        return Integer.parseInt(environment.getOrDefault("APPLICATION_PORT", "5000"));
    }

    /** The most connections that the pool opens. */
    public abstract int poolSize();

    /** Whether the database holds nothing worth keeping, so that tests may empty it. */
    public boolean testing() {
        return false;
    }

    private String required(String name) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("the environment variable " + name + " is not set");
        }
        return value;
    }
}
