//JAVA 17+

package lib.migration;

import java.sql.Connection;
import java.sql.SQLException;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.database.Database;
import lib.database.DatabaseReplacement;
import lib.database.InitScripts;
import lib.environment.Context;
import lib.server.ApplicationRoleSetup;

/**
 * The application's database made anew: created, migrated and seeded. The old one goes when all of that is done.
 *
 * @param context with the server's address
 */
public record DatabaseReset(Context context, Database database) {

    public void run() throws SQLException {
        try (Connection connection = database.beside().connect()) {
            if (!database.exists()) {
                make();
                return;
            }
            DatabaseReplacement replacement = new DatabaseReplacement(connection, database, true);
            replacement.setAside();
            boolean made = false;
            try {
                make();
                replacement.keepComment();
                made = true;
            } catch (ExitException stop) {
                throw stop.and("The database " + database.name() + " is as it was before the reset.");
            } finally {
                SignalHandling.shield();
                if (made) replacement.clear();
                else replacement.putBack();
            }
        }
    }

    private void make() throws SQLException {
        database.createFrom(database.beside());
        InitScripts.run(context, database);
        ApplicationRoleSetup.of(context, database);
        if (new MigrationFiles(context).exist()) new Migrations(context).up(System.out, null);
        SeedFile seed = SeedFile.of(context);
        if (seed.exists()) seed.run();
    }
}
