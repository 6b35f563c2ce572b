//JAVA 17+

package lib.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.*;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.database.ApplicationRole;
import lib.database.Database;
import lib.environment.Environment;

/**
 * Where Flyway keeps what it has applied, by its settings in an environment.
 *
 * @param schema null for the one that a session without a setting works in
 * @param schemas those that Flyway makes where they are missing, the one it works in first
 */
public record HistoryTable(String schema, String name, List<String> schemas) {

    public static HistoryTable of(Environment environment) {
        Map<String, String> settings = FlywaySettings.of(environment);
        List<String> schemas = Stream.of(
                        settings.getOrDefault("flyway.schemas", "").split(","))
                .map(String::strip)
                .filter(schema -> !schema.isEmpty())
                .toList();
        String first = settings.getOrDefault("flyway.defaultSchema", schemas.isEmpty() ? null : schemas.get(0));
        Set<String> made = new LinkedHashSet<>(schemas);
        if (first != null) made.add(first);
        boolean makes = settings.getOrDefault("flyway.createSchemas", "true").equalsIgnoreCase("true");
        return new HistoryTable(
                first,
                settings.getOrDefault("flyway.table", "flyway_schema_history"),
                makes ? List.copyOf(made) : List.of());
    }

    /** As SQL writes it. */
    public String quoted() {
        return (schema == null ? "" : Database.quote(schema) + ".") + Database.quote(name);
    }

    /** The path on which Flyway, and so a migration, finds and makes what has no schema before its name. */
    public Optional<String> searchPath() {
        return Optional.ofNullable(schema).map(name -> Database.quote(name) + ", \"$user\", public");
    }

    /**
     * A condition that holds for this table alone, with the names that the columns of name and schema have in a query.
     */
    public String condition(String nameColumn, String schemaColumn) {
        return nameColumn + " = " + Database.literal(name)
                + (schema == null ? "" : " AND " + schemaColumn + " = " + Database.literal(schema));
    }

    /**
     * What the application's role may do to every table of the migrations, it got for this one too, whoever made it in
     * this database: Flyway, or a dump that is restored.
     */
    public void keepFromApplication(Database database) {
        String role = database.environment().get("APPLICATION_USER", null);
        if (role == null) return;
        try (Connection connection = database.connect()) {
            ApplicationRole.keepFrom(connection, role, quoted());
        } catch (SQLException e) {
            throw ExitException.workFailed(
                            "cannot make Flyway's history read-only for the role \"" + role + "\": " + e.getMessage(),
                            "Everything else was done. The user in POSTGRES_USER must own that table.")
                    .because(e);
        }
    }
}
