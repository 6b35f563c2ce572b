//JAVA 17+
//DEPS org.flywaydb:flyway-core:13.12.0

package lib.migration;

import java.io.PrintStream;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Names each migration as it is applied. */
class MigrationReporter extends BaseCallback {

    private final PrintStream out;
    private final MigrationInfo newest;
    private long started;

    MigrationReporter(PrintStream out, MigrationInfo newest) {
        this.out = out;
        this.newest = newest;
    }

    @Override
    public boolean supports(Event event, Context flyway) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public void handle(Event event, Context flyway) {
        if (event == Event.BEFORE_EACH_MIGRATE) {
            started = System.nanoTime();
            return;
        }
        MigrationInfo migration = flyway.getMigrationInfo();
        boolean late = newest != null
                && newest.getVersion() != null
                && migration.getVersion() != null
                && migration.getVersion().compareTo(newest.getVersion()) < 0;
        out.printf(
                "%s  %d ms%s%n",
                migration.getScript(),
                (System.nanoTime() - started) / 1_000_000,
                late ? "  (out of order: " + newest.getVersion() + " was applied before it)" : "");
    }
}
