//JAVA 17+

package lib.adoption;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A framework's own variables, where its tests would come to PostgreSQL, or to nothing, without them. */
class FrameworkVariables {

    private static final String SPRING_URL = "spring.datasource.url";
    private static final String QUARKUS_DEFAULT =
            "quarkus\\.datasource\\.(?:(?:jdbc|reactive|devservices)\\..*|db-kind|username|password)";

    private final RepositoryFacts facts;
    private final Settings settings;
    private final TestedProject project;
    private final Profiles profiles;
    private final EnvironmentVariables variables;

    FrameworkVariables(RepositoryFacts facts, Profiles profiles, EnvironmentVariables variables) {
        this.facts = facts;
        this.settings = facts.settings();
        this.project = facts.project();
        this.profiles = profiles;
        this.variables = variables;
    }

    /**
     * @param namedDatasource whether a file has the address of a data source
     * @param notes what a reader should know is added to it
     */
    void add(boolean namedDatasource, List<String> notes) {
        switch (profiles.framework) {
            case SPRING -> spring();
            case QUARKUS -> quarkus(namedDatasource);
            case MICRONAUT -> {
                if (project.hasJdbcDriver()
                        && !namedDatasource
                        && profiles.lead("datasources.default.url", !project.hasEmbeddedDatabase()))
                    put("DATASOURCES_DEFAULT", "datasources.default.url");
            }
            default -> {}
        }
        if (profiles.framework.makesDataSources()) note(notes);
        if (profiles.framework == Profiles.Framework.SPRING && !leads()) profile(notes);
    }

    /** Whether the tests come to PostgreSQL by a variable. */
    private boolean leads() {
        return variables.all.keySet().stream().anyMatch(name -> name.endsWith("_URL"));
    }

    /** An address of PostgreSQL for a profile that the tests do not run with, and could. */
    private void profile(List<String> notes) {
        profiles.unused(SPRING_URL)
                .ifPresent(setting -> notes.add("No test runs with the profile " + setting.profile() + ", in which "
                        + facts.show(setting.file()) + " points to PostgreSQL. To test with it, add to"
                        + " config/testing.json: {\"name\": \"SPRING_PROFILES_ACTIVE\", \"value\": \""
                        + setting.profile() + "\"}, {\"name\": \"SPRING_DATASOURCE_URL\", \"value\": \""
                        + Address.url(setting.value()) + "\"}"));
    }

    private void note(List<String> notes) {
        Settings.Setting other = profiles.elsewhere(urlKey());
        if (other != null) {
            notes.add("The tests" + (other.profile().isEmpty() ? "" : " with the profile " + other.profile())
                    + " use another database, set in " + facts.show(other.file()) + ": "
                    + Placeholders.resolve(other.value(), Map.of()).replaceFirst("[;?].*", "")
                    + ". That is not changed.");
            return;
        }
        if (project.hasDriver() && project.hasEmbeddedDatabase() && !leads())
            notes.add("No file points the tests to PostgreSQL, and the dependencies include an embedded"
                    + " database, which the tests will use.");
    }

    private String urlKey() {
        return switch (profiles.framework) {
            case QUARKUS -> "quarkus.datasource.jdbc.url";
            case SPRING -> SPRING_URL;
            default -> "datasources.default.url";
        };
    }

    private String like(String key, String otherwise) {
        return settings.value(key).filter(Address::postgres).orElse(otherwise);
    }

    private void put(String prefix, String key) {
        variables.add(prefix + "_URL", Address.url(like(key, null)));
        variables.addLogin(prefix);
        String parent = key.replaceFirst("url$", "");
        if (settings.matching("(?i)" + Pattern.quote(parent) + "driver-?class-?name").stream()
                .anyMatch(setting -> setting.value().startsWith("org.testcontainers")))
            variables.override(parent + "driver-class-name", SettingsVariables.DRIVER);
    }

    private void spring() {
        if (project.hasJdbcDriver() && profiles.lead(SPRING_URL, !project.hasEmbeddedDatabase()))
            put("SPRING_DATASOURCE", SPRING_URL);
        if (project.dependsOn(".*:r2dbc-postgresql") && profiles.lead("spring.r2dbc.url", true)) {
            variables.add("SPRING_R2DBC_URL", Address.url(like("spring.r2dbc.url", "r2dbc:postgresql:")));
            variables.addLogin("SPRING_R2DBC");
        }
    }

    private void quarkus(boolean namedDatasource) {
        boolean jdbc = project.hasJdbcDriver();
        boolean reactive = project.dependsOn("io\\.quarkus:quarkus-reactive-pg-client");
        boolean other = Stream.of("test", "")
                .anyMatch(profile -> Optional.ofNullable(settings.effective("quarkus.datasource.db-kind", profile))
                        .filter(kind -> !kind.value().matches("(?i)postgres(?:ql)?|pgsql?|\\$.*"))
                        .isPresent());
        if (!jdbc && !reactive || other || !profiles.lead("quarkus.datasource.jdbc.url", true)) return;
        boolean configured = settings.effective("quarkus.datasource.jdbc.url", "test") != null
                || settings.effective("quarkus.datasource.reactive.url", "test") != null;
        // an address would bring a default data source to life beside those with a name
        if (namedDatasource && settings.matching(QUARKUS_DEFAULT).isEmpty()) return;
        if (jdbc) variables.add("QUARKUS_DATASOURCE_JDBC_URL", Address.url(like("quarkus.datasource.jdbc.url", null)));
        if (reactive)
            variables.add(
                    "QUARKUS_DATASOURCE_REACTIVE_URL",
                    Address.url(like("quarkus.datasource.reactive.url", "postgresql://")));
        variables.addLogin("QUARKUS_DATASOURCE");
        // without an address Quarkus starts a database of its own, and makes its tables; with one it does neither
        if (configured || !makesTables() || schemaIsConfigured()) return;
        variables.add("QUARKUS_HIBERNATE_ORM_SCHEMA_MANAGEMENT_STRATEGY", "drop-and-create");
        variables.add("QUARKUS_HIBERNATE_ORM_DATABASE_GENERATION", "drop-and-create");
    }

    private boolean makesTables() {
        return project.dependsOn("io\\.quarkus:quarkus-hibernate-.*|io\\.quarkus:quarkus-spring-data-.*")
                && !project.dependsOn("io\\.quarkus:quarkus-(?:flyway|liquibase).*");
    }

    private boolean schemaIsConfigured() {
        return settings
                .matching("quarkus\\.hibernate-orm\\.(?:database\\.generation|schema-management\\.strategy)")
                .stream()
                .anyMatch(setting -> setting.profile().matches("|test"));
    }
}
