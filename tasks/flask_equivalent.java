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
import lib.maven.MavenCommand;
import lib.process.ProcessSpec;
import lib.server.ServerAddressFile;
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
                    + " check.")
    static class Db extends ScriptCommand {
        Db() {
            super("tasks/ondemand/flask_db.java", true);
        }
    }

    public static void main(String... args) {
        Cli.main(new flask_equivalent(), args);
    }
}
