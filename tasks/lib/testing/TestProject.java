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

    static void check(Context asked) {
        Database.application(asked.environment());
        MigrationFiles migrations = new MigrationFiles(asked);
        if (migrations.exist()) migrations.check();
        InitScripts.files(asked);
        for (String needed : List.of("POSTGRES_USER", "POSTGRES_PASSWORD"))
            asked.environment().require(needed);
        asked.environment().port("POSTGRES_PORT");
        asked.environment().servicePorts().forEach(asked.environment()::port);
        TlsSettings.jdbc(asked.environment());
        ComposeFiles.of(asked).requireOne();
        ForeignDatabaseVariables.refuse(asked);
        if (asked.environment().secretIn("APPLICATION_MAVEN_ARGS")) {
            asked.talk()
                    .warn("APPLICATION_MAVEN_ARGS puts a secret on Maven's command line, which every user of this"
                            + " machine can read; the tests have it as a variable too.");
        }
        new Hooks(asked, "test").build();
    }
}
