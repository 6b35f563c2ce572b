package com.example.application;

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
            case "development", "scenario" -> new DevelopmentConfiguration(environment);
            case "testing" -> new TestingConfiguration(environment);
            default -> throw new IllegalArgumentException(
                "APPLICATION_CONFIG is \"" + name + "\"; it is one of production, development, testing, scenario");
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
