///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java
//SOURCES migrate.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import lib.cli.Cli;
import lib.cli.ScriptCommand;
import lib.cli.Task;
import lib.environment.Context;
import lib.environment.GlobalOptions;
import lib.maven.MavenCommand;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;
import lib.process.ProcessSpec;
import lib.script.Hooks;
import lib.server.ServerAddressFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@picocli.CommandLine.Command(
        name = "flask-equivalent",
        description = "The words a Flask user knows: run the application, migrate its database.",
        subcommands = {flask_equivalent.Run.class, migrate.class, flask_equivalent.Db.class})
public class flask_equivalent extends Task.WithOptions {

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "flask-equivalent wants one of: run, migrate, db");
    }

    @picocli.CommandLine.Command(
            name = "run",
            description = "Run the application in the foreground, with the environment exported; Ctrl-C stops it.")
    static class Run extends Task.WithOptions {

        @Option(
                names = "--host",
                paramLabel = "HOST",
                description = "Address to listen on, exported as APPLICATION_HOST.")
        String host;

        @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on, exported as APPLICATION_PORT.")
        Integer port;

        @Parameters(paramLabel = "MAVEN ARGS", description = "After --: arguments for Maven as they stand.")
        List<String> arguments = new ArrayList<>();

        @Override
        public Integer call() throws IOException {
            Context context = ServerAddressFile.locate(context());
            MavenCommand maven = MavenCommand.of(context.project(), context.environment());
            List<String> argv = new ArrayList<>(List.of("-q"));
            argv.addAll(goals(maven.pom()));
            argv.addAll(arguments);
            ProcessSpec command = context.command(maven.command(argv));
            Map<String, String> exported = new LinkedHashMap<>(command.environment());
            if (host != null) exported.put("APPLICATION_HOST", host);
            if (port != null) exported.put("APPLICATION_PORT", port.toString());
            return context.runner().attached(new ProcessSpec(command.argv(), command.folder(), exported));
        }

        /** A framework's own plugin where the POM has one; else exec:java, which takes exec.mainClass from the POM. */
        static List<String> goals(Path pom) throws IOException {
            String text = Files.readString(pom);
            if (text.contains("spring-boot-maven-plugin")) return List.of("spring-boot:run");
            if (text.contains("quarkus-maven-plugin")) return List.of("quarkus:dev");
            return List.of("compile", "exec:java");
        }
    }

    @picocli.CommandLine.Command(
            name = "db",
            description = "Flask-Migrate's words: init, migrate -m, upgrade, downgrade, current, history, heads, stamp,"
                    + " check.",
            subcommands = {DbMigrate.class, DbCheck.class})
    static class Db extends Task.WithOptions {

        @Override
        public Integer call() {
            throw new ParameterException(
                    spec.commandLine(),
                    "db wants one of: init, migrate, upgrade, downgrade, current, history, heads, stamp, check");
        }

        @picocli.CommandLine.Command(
                description = "Make the folder of the migrations, and schema.sql beside it, where they are missing.")
        int init(@Mixin(name = "global") GlobalOptions options) throws IOException {
            Context context = context(options);
            MigrationFiles files = new MigrationFiles(context);
            for (Path folder : files.folders) Files.createDirectories(folder);
            Path schema = files.schema();
            if (Files.notExists(schema))
                Files.writeString(
                        schema,
                        "-- The schema as it should be. Change it, then: manage.java flask-equivalent db migrate -m"
                                + " MESSAGE\n");
            System.out.println("Migrations go to " + files.where() + "; the schema that they lead to stands in "
                    + context.project().show(schema) + ".");
            return 0;
        }

        @picocli.CommandLine.Command(description = "Apply the pending migrations, up to a version or all.")
        int upgrade(
                @Mixin(name = "global") GlobalOptions options,
                @Parameters(arity = "0..1", paramLabel = "VERSION", description = "The last one. Default: all.")
                        String version) {
            Context at = ServerAddressFile.locate(context(options));
            return new Hooks(at, "migrate").around(() -> {
                int applied =
                        new Migrations(at).up(System.out, version == null || version.equals("head") ? null : version);
                if (applied == 0) System.out.println("Nothing to do: the database is up to date.");
                else System.out.println("Applied " + applied + (applied == 1 ? " migration." : " migrations."));
                return 0;
            });
        }

        @picocli.CommandLine.Command(
                description = "Undo the newest migration that was applied, or all after a version.")
        int downgrade(
                @Mixin(name = "global") GlobalOptions options,
                @Parameters(
                                arity = "0..1",
                                paramLabel = "VERSION",
                                description = "The version to come back to; base undoes all. Default: one step.")
                        String version) {
            Context at = ServerAddressFile.locate(context(options));
            confirm(at, "this undoes migrations of its database");
            Migrations migrations = new Migrations(at);
            System.out.println("Undone: " + String.join(", ", migrations.undo(version)));
            return 0;
        }

        @picocli.CommandLine.Command(description = "The version that the database is at.")
        int current(@Mixin(name = "global") GlobalOptions options) {
            Migrations migrations = new Migrations(ServerAddressFile.locate(context(options)));
            String current = migrations.current();
            if (current == null) System.out.println("No migration was applied.");
            else System.out.println(current + (migrations.atHead() ? " (head)" : ""));
            return 0;
        }

        @picocli.CommandLine.Command(description = "The migrations there are, newest first.")
        int history(@Mixin(name = "global") GlobalOptions options) {
            Context context = context(options);
            List<Path> files = new ArrayList<>(new MigrationFiles(context).all());
            Collections.reverse(files);
            files.forEach(file -> System.out.println(context.project().show(file)));
            return 0;
        }

        @picocli.CommandLine.Command(description = "The newest migration there is.")
        int heads(@Mixin(name = "global") GlobalOptions options) {
            Context context = context(options);
            List<Path> files = new MigrationFiles(context)
                    .all().stream()
                            .filter(file -> file.getFileName().toString().startsWith("V"))
                            .toList();
            System.out.println(
                    files.isEmpty()
                            ? "There are no migrations."
                            : context.project().show(files.get(files.size() - 1)));
            return 0;
        }

        @picocli.CommandLine.Command(
                description = "Take the database for one at a version without running anything; the same as \"migrate"
                        + " baseline\".")
        int stamp(
                @Mixin(name = "global") GlobalOptions options,
                @Parameters(paramLabel = "VERSION", description = "The version it is at.") String version) {
            new Migrations(ServerAddressFile.locate(context(options))).baseline(version);
            System.out.println("The database counts as one at version " + version + ".");
            return 0;
        }
    }

    @picocli.CommandLine.Command(
            name = "migrate",
            description = "Write the migration that leads to schema.sql; the same as \"migrate diff\".")
    static class DbMigrate extends ScriptCommand {
        DbMigrate() {
            super(MigrationFiles.SCRIPT, "diff");
        }
    }

    @picocli.CommandLine.Command(
            name = "check",
            description = "Fail when the migrations do not lead to schema.sql; the same as \"migrate check\".")
    static class DbCheck extends ScriptCommand {
        DbCheck() {
            super(MigrationFiles.SCRIPT, "check");
        }
    }

    public static void main(String... args) {
        Cli.main(new flask_equivalent(), args);
    }
}
