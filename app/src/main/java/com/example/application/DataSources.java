package com.example.application;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes the connections that a configuration asks for. */
public class DataSources {

    private static final int CONNECT_SECONDS = 5;

    private DataSources() {}

    /** A new connection each time, as the application. */
    public static PGSimpleDataSource single(Configuration configuration) {
        return single(configuration, configuration.databaseUser(), configuration.databasePassword());
    }

    /** The same as the owner of the database. */
    public static PGSimpleDataSource owner(Configuration configuration) {
        return single(configuration, configuration.ownerUser(), configuration.ownerPassword());
    }

    private static PGSimpleDataSource single(Configuration configuration, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {configuration.databaseHost()});
        source.setPortNumbers(new int[] {configuration.databasePort()});
        source.setDatabaseName(configuration.databaseName());
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName("application");
        configuration.databaseTls().forEach((property, value) -> set(source, property, value));
        source.setConnectTimeout(CONNECT_SECONDS);
        return source;
    }

    /** The pool connects when it is first used, so that the application starts without its database. */
    public static HikariDataSource pool(Configuration configuration) {
        return pool(single(configuration), configuration);
    }

    static HikariDataSource pool(PGSimpleDataSource source, Configuration configuration) {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source);
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
