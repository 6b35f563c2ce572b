///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES Task.java Migrations.java Running.java

import org.flywaydb.core.api.MigrationInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "migrate", description = "Bring the application's database to the newest migration; bare, it is the same as \"migrate up\".",
    subcommands = {migrate.Up.class, migrate.Info.class, migrate.Validate.class, migrate.New.class})
public class migrate extends Task.WithOptions {

    @Override
    public Integer call() {
        return up(context());
    }

    static int up(Context context) {
        Context at = Running.locate(context);
        Migrations migrations = new Migrations(at);
        if (at.dryRun()) {
            migrations.files().forEach(file -> System.out.println("would apply, if it is pending: " + at.project().show(file)));
            return 0;
        }
        int applied = migrations.up(System.out);
        System.out.println(applied == 0 ? "Nothing to do: the database is up to date." : "Applied " + applied + (applied == 1 ? " migration." : " migrations."));
        return 0;
    }

    @Command(name = "up", description = "Apply the pending migrations.")
    static class Up extends Task.WithOptions {
        @Override
        public Integer call() {
            return up(context());
        }
    }

    @Command(name = "info", description = "List the migrations, applied and pending.")
    static class Info extends Task.WithOptions {
        @Override
        public Integer call() {
            MigrationInfo[] all = new Migrations(Running.locate(context())).info();
            String format = "%-16s %-36s %-14s %s%n";
            System.out.printf(format, "Version", "Description", "State", "Applied");
            for (MigrationInfo migration : all) {
                System.out.printf(format, migration.getVersion() == null ? "" : migration.getVersion(), migration.getDescription(),
                    migration.getState().getDisplayName(), migration.getInstalledOn() == null ? "" : migration.getInstalledOn().toInstant());
            }
            if (all.length == 0) System.out.println("There are no migrations.");
            return 0;
        }
    }

    @Command(name = "validate", description = "Compare what was applied with the files: exit code 1 when they differ.")
    static class Validate extends Task.WithOptions {
        @Override
        public Integer call() {
            new Migrations(Running.locate(context())).validate();
            System.out.println("The migrations and the database agree.");
            return 0;
        }
    }

    @Command(name = "new", description = "Write an empty migration, numbered by the time in UTC.")
    static class New extends Task.WithOptions {

        @Parameters(paramLabel = "NAME", description = "What it does: \"create users\".")
        String name;

        @Override
        public Integer call() {
            Context context = context();
            System.out.println(context.project().show(new Migrations(context).create(name)));
            return 0;
        }
    }

    public static void main(String... args) { Cli.main(new migrate(), args); }
}
