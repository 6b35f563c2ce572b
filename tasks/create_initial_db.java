///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java

import lib.cli.Cli;
import lib.cli.Task;
import lib.database.Database;
import lib.database.InitScripts;
import lib.environment.Context;
import lib.server.ApplicationRoleSetup;
import lib.server.ServerAddressFile;
import picocli.CommandLine.Command;

@Command(
        name = "create-initial-db",
        description =
                "Create the application's database (APPLICATION_DB) and its role (APPLICATION_USER), if they are not"
                        + " there yet.")
public class create_initial_db extends Task.WithOptions {

    @Override
    public Integer call() {
        Context context = ServerAddressFile.locate(context());
        Database database = Database.application(context.environment());
        if (context.dryRun()) {
            System.out.println(database.createStatement() + ";");
            ApplicationRoleSetup.of(context, database);
            return 0;
        }
        // on a server of others one may not be allowed to more than to use it
        boolean there = database.answers();
        if (!there) InitScripts.requireRunnable(context);
        boolean created = !there && database.create();
        if (created) InitScripts.run(context, database);
        System.out.println(
                created
                        ? "The database " + database.name() + " was created."
                        : "The database " + database.name() + " already exists and was left as it is.");
        ApplicationRoleSetup.of(context, database);
        return 0;
    }

    public static void main(String... args) {
        Cli.main(new create_initial_db(), args);
    }
}
