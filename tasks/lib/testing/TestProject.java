//JAVA 17+

package lib.testing;

import java.util.List;
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

    static void check(Context requested) {
        Database.application(requested.environment());
        MigrationFiles migrations = new MigrationFiles(requested);
        if (migrations.exist()) migrations.check();
        InitScripts.files(requested);
        for (String needed : List.of("POSTGRES_USER", "POSTGRES_PASSWORD"))
            requested.environment().require(needed);
        requested.environment().port("POSTGRES_PORT");
        requested.environment().servicePorts().forEach(requested.environment()::port);
        TlsSettings.jdbc(requested.environment());
        ComposeFiles.of(requested).requireOne();
        ForeignDatabaseVariables.refuse(requested);
        if (requested.environment().secretIn("APPLICATION_MAVEN_ARGS")) {
            requested
                    .console()
                    .warn("APPLICATION_MAVEN_ARGS puts a secret on Maven's command line, which every user of this"
                            + " machine can read; the tests have it as a variable too.");
        }
        new Hooks(requested, "test").build();
    }
}
