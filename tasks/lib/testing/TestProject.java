//JAVA 17+

package lib.testing;

import java.util.List;
import lib.database.ApplicationRole;
import lib.database.Database;
import lib.database.ForeignDatabaseVariables;
import lib.database.InitScripts;
import lib.environment.Context;
import lib.environment.TlsSettings;
import lib.maven.MavenCommand;
import lib.migration.MigrationFiles;
import lib.script.Hooks;
import lib.server.ComposeFiles;

/** What can be wrong with a project, or with its Maven, is found before anything of a test run starts. */
class TestProject {

    static void check(Context context) {
        context.databases().forEach(TestProject::checkDatabase);
        for (String needed : List.of("POSTGRES_USER", "POSTGRES_PASSWORD"))
            context.environment().require(needed);
        context.environment().port("POSTGRES_PORT");
        context.environment().servicePorts().forEach(context.environment()::port);
        TlsSettings.jdbc(context.environment());
        ComposeFiles.of(context).requireOne();
        ForeignDatabaseVariables.refuse(context);
        if (context.environment().secretIn("APPLICATION_MAVEN_ARGS")) {
            context.console()
                    .warn("APPLICATION_MAVEN_ARGS puts a secret on Maven's command line, which every user of this"
                            + " machine can read; the tests have it as a variable too.");
        }
        MavenCommand.fetch(context);
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
