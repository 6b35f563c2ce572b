package com.example.application;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes the connections that a configuration asks for. */
public class DataSources {

    private static final int CONNECT_SECONDS = 5;

    private DataSources() {}

    /** A new connection each time. */
    public static PGSimpleDataSource single(Configuration configuration) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {configuration.databaseHost()});
        source.setPortNumbers(new int[] {configuration.databasePort()});
        source.setDatabaseName(configuration.databaseName());
        source.setUser(configuration.databaseUser());
        source.setPassword(configuration.databasePassword());
        source.setApplicationName("application");
        configuration.databaseTls().forEach((property, value) -> set(source, property, value));
        source.setConnectTimeout(CONNECT_SECONDS);
        return source;
    }

    /** The pool connects when it is first used, so that the application starts without its database. */
    public static HikariDataSource pool(Configuration configuration) {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(single(configuration));
        pool.setMaximumPoolSize(configuration.poolSize());
        pool.setInitializationFailTimeout(-1);
        // without its database, a request must not hold its thread for the half minute that is the default
        pool.setConnectionTimeout(CONNECT_SECONDS * 1000);
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
