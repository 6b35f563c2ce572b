package com.example.application;

import java.sql.SQLException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings the database to the newest migration and ends: for a container that runs before those of the application. */
public class Migrate {

    private static final String MIGRATIONS = "classpath:db/migration";

    /** It tells every step; what was applied and what failed is told here. */
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private Migrate() {}

    public static void main(String[] args) {
        FLYWAY.setLevel(Level.OFF);
        Configuration configuration = Configuration.from(System.getenv());
        try {
            PGSimpleDataSource owner = DataSources.owner(configuration);
            ApplicationRole role = configuration.hasOwnRole() ? new ApplicationRole(configuration, owner) : null;
            if (role != null) role.bring();
            int applied = migrate(owner, configuration.variables());
            if (role != null) role.keepFromHistory();
            if (applied == 0) System.out.println("Nothing to do: the database is up to date.");
            else System.out.println("Applied " + applied + (applied == 1 ? " migration." : " migrations."));
        } catch (FlywayException | SQLException e) {
            System.err.println("The migration failed: " + e.getMessage().strip());
            System.exit(1);
        }
    }

    /** In the application's own database, from its own migrations. */
    static int migrate(DataSource database, Map<String, String> variables) {
        return migrate(database, variables, MIGRATIONS);
    }

    /**
     * Applies what is pending, as manage.java does, and returns how many migrations that were.
     *
     * @param variables what {@code ${NAME}} in a migration stands for
     * @throws FlywayException if one fails; it is rolled back, and those before it stay
     */
    static int migrate(DataSource database, Map<String, String> variables, String location) {
        FluentConfiguration flyway = Flyway.configure()
                .dataSource(database)
                .locations(location)
                .placeholders(variables)
                .outOfOrder(true)
                .validateMigrationNaming(true)
                .loggers("slf4j");
        // the other kind of lock would wait for ever for CREATE INDEX CONCURRENTLY, which waits for it
        flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class).setTransactionalLock(false);
        return flyway.load().migrate().migrationsExecuted;
    }
}
