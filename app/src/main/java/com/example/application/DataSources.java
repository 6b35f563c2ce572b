package com.example.application;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes the connection pool that a configuration asks for. */
public class DataSources {

    private DataSources() { }

    /** The pool connects when it is first used, so that the application starts without its database. */
    public static HikariDataSource pool(Configuration configuration) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {configuration.databaseHost()});
        source.setPortNumbers(new int[] {configuration.databasePort()});
        source.setDatabaseName(configuration.databaseName());
        source.setUser(configuration.databaseUser());
        source.setPassword(configuration.databasePassword());
        source.setApplicationName("application");
        configuration.databaseTls().forEach((property, value) -> set(source, property, value));

        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(configuration.poolSize());
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    private static void set(PGSimpleDataSource source, String property, String value) {
        try {
            source.setProperty(property, value);
        } catch (SQLException e) {
            throw new IllegalArgumentException("the driver does not take " + property + "=" + value, e);
        }
    }
}
