//JAVA 17+

package lib.testing;

import java.util.List;
import lib.base.SignalHandling;
import lib.database.ApplicationRole;
import lib.database.Database;
import lib.database.ForeignDatabaseVariables;
import lib.database.InitScripts;
import lib.environment.Context;
import lib.environment.TlsSettings;
import lib.migration.MigrationFiles;
import lib.script.Hooks;
import lib.server.ComposeFiles;

/** What can be wrong with a project is found before anything of a test run starts. */
class TestProject {

    static void check(Context context) {
        SignalHandling.step("looking at the project");
        SignalHandling.outcome("; nothing had been started.");
        context.databases().forEach(TestProject::checkDatabase);
        for (String needed : List.of("POSTGRES_USER", "POSTGRES_PASSWORD"))
            context.environment().require(needed);
        context.environment().port("POSTGRES_PORT");
        context.environment().servicePorts().forEach(context.environment()::port);
        TlsSettings.jdbc(context.environment());
        ComposeFiles.of(context).requireOne();
        ForeignDatabaseVariables.refuse(context);
        new Hooks(context, "test").build();
    }

    /** @param context for one of the application's databases */
    private static void checkDatabase(Context context) {
        Database.application(context.environment());
        MigrationFiles migrations = new MigrationFiles(context);
        if (migrations.exist()) migrations.check();
        InitScripts.requireRunnable(context);
        ApplicationRole.of(context);
    }
}
