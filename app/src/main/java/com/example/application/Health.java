package com.example.application;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Whether this process is to be sent requests: from the first answer of its database until it is told to stop. A
 * database that fails in between changes nothing, because it fails for every process alike: a proxy that takes them all
 * out answers less than they could.
 */
public class Health {

    private static final Logger LOG = System.getLogger(Health.class.getName());

    private final DataSource database;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean started;
    private volatile boolean stopping;

    public Health(DataSource database) {
        this.database = database;
    }

    public boolean ready() {
        return !stopping && (started || connects());
    }

    /** From now on it is not ready. */
    public void stop() {
        stopping = true;
    }

    public boolean stopping() {
        return stopping;
    }

    private boolean connects() {
        // one thread at a time: it may have to wait
        if (!asking.compareAndSet(false, true)) return false;
        try (Connection ignored = database.getConnection()) {
            started = true;
        } catch (SQLException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            LOG.log(Level.WARNING, "not ready, as the database does not answer: " + reason.getMessage());
        } finally {
            asking.set(false);
        }
        return started;
    }
}
