///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES Task.java Migrations.java Running.java

import org.flywaydb.core.api.MigrationInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "migrate", description = "Bring the application's database to the newest migration; bare, it is the same as \"migrate up\".")
public class migrate extends Task.WithOptions {

    @Override
    public Integer call() {
        return up(global);
    }

    @Command(description = "Apply the pending migrations.")
    int up(@Mixin(name = "global") Options options) {
        Context at = Running.locate(context(options));
        Migrations migrations = new Migrations(at);
        if (at.dryRun()) {
            migrations.files().forEach(file -> System.out.println("would apply, if it is pending: " + at.project().show(file)));
            return 0;
        }
        int applied = migrations.up(System.out);
        System.out.println(applied == 0 ? "Nothing to do: the database is up to date." : "Applied " + applied + (applied == 1 ? " migration." : " migrations."));
        return 0;
    }

    @Command(description = "List the migrations, applied and pending.")
    int info(@Mixin(name = "global") Options options) {
        MigrationInfo[] all = new Migrations(Running.locate(context(options))).info();
        String format = "%-16s %-36s %-14s %s%n";
        System.out.printf(format, "Version", "Description", "State", "Applied");
        for (MigrationInfo migration : all) {
            System.out.printf(format, migration.getVersion() == null ? "" : migration.getVersion(), migration.getDescription(),
                migration.getState().getDisplayName(), migration.getInstalledOn() == null ? "" : migration.getInstalledOn().toInstant());
        }
        if (all.length == 0) System.out.println("There are no migrations.");
        return 0;
    }

    @Command(description = "Compare what was applied with the files: exit code 1 when they differ.")
    int validate(@Mixin(name = "global") Options options) {
        new Migrations(Running.locate(context(options))).validate();
        System.out.println("The migrations and the database agree.");
        return 0;
    }

    @Command(name = "new", description = "Write an empty migration, numbered by the time in UTC.")
    int create(@Mixin(name = "global") Options options, @Parameters(paramLabel = "NAME", description = "What it does: \"create users\".") String name) {
        Context context = context(options);
        System.out.println(context.project().show(new Migrations(context).create(name)));
        return 0;
    }

    public static void main(String... args) { Cli.main(new migrate(), args); }
}
