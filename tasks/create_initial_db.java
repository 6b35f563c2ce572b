///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java

import java.util.Optional;
import lib.cli.Cli;
import lib.cli.Task;
import lib.database.BranchDatabases;
import lib.database.Database;
import lib.database.InitScripts;
import lib.environment.Context;
import lib.server.ApplicationRoleSetup;
import lib.server.ServerAddressFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "create-initial-db",
        description =
                "Create the application's database (APPLICATION_DB, or each of APPLICATION_DATABASES) and its role"
                        + " (APPLICATION_USER), if they do not exist yet.")
public class create_initial_db extends Task.OnDatabases {

    @Option(
            names = "--force",
            description = "If each branch has a database: disconnect whoever is connected to the one that is copied.")
    boolean force;

    @Override
    public Integer call() {
        Context all = ServerAddressFile.locate(context());
        all.databases().forEach(this::create);
        return 0;
    }

    private void create(Context context) {
        Database database = Database.application(context.environment());
        if (context.dryRun()) {
            System.out.println(database.createStatement() + ";");
            ApplicationRoleSetup.of(context, database);
            return;
        }
        // on a server of others one may not be allowed to more than to use it
        boolean there = database.answers();
        if (!there) InitScripts.requireRunnable(context);
        Optional<BranchDatabases> branches = there ? Optional.empty() : BranchDatabases.of(context);
        if (force && branches.isPresent()) confirm(context, "--force disconnects others from one of its databases");
        Optional<String> from = branches.flatMap(each -> each.create(force));
        boolean created = branches.isPresent() || !there && database.create();
        if (created && from.isEmpty()) InitScripts.run(context, database);
        System.out.println("The database " + database.name() + " " + outcome(created, from));
        ApplicationRoleSetup.of(context, database);
    }

    private static String outcome(boolean created, Optional<String> from) {
        if (!created) return "already exists and was left as it is.";
        return from.map(branch -> "was copied from that of the branch " + branch + ".")
                .orElse("was created.");
    }

    public static void main(String... args) {
        Cli.main(new create_initial_db(), args);
    }
}
