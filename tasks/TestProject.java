//JAVA 17+
//SOURCES ComposeFiles.java Context.java Database.java Elsewhere.java Hooks.java InitSql.java MigrationFiles.java

import java.util.List;

/** What can be wrong with a project is found before anything of a test run starts. */
class TestProject {

    static void check(Context asked) {
        Database.application(asked.environment());
        MigrationFiles migrations = new MigrationFiles(asked);
        if (migrations.exist()) migrations.check();
        InitSql.files(asked);
        for (String needed : List.of("POSTGRES_USER", "POSTGRES_PASSWORD")) asked.environment().require(needed);
        asked.environment().port("POSTGRES_PORT");
        asked.environment().servicePorts().forEach(asked.environment()::port);
        Tls.jdbc(asked.environment());
        ComposeFiles.of(asked).requireOne();
        Elsewhere.refuse(asked);
        if (asked.environment().secretIn("APPLICATION_MAVEN_ARGS")) {
            asked.talk().warn("APPLICATION_MAVEN_ARGS puts a secret on Maven's command line, which every user of this machine can read; the tests have it as a variable too.");
        }
        new Hooks(asked, "test").build();
    }
}
