///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java

import java.util.*;
import lib.application.ReloadingRun;
import lib.cli.Cli;
import lib.cli.Protection;
import lib.cli.Task;
import lib.environment.Context;
import lib.environment.GlobalOptions;
import lib.maven.ApplicationRun;
import lib.server.ServerAddressFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description =
                "Run the application in the foreground, with the environment exported, and reload it when its sources"
                        + " change; Ctrl-C stops it.")
public class run extends Task.WithOptions {

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Address to listen on. Default: APPLICATION_HOST, else 127.0.0.1.")
    String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on, 0 for any free one. Default: APPLICATION_PORT, else 5000.")
    Integer port;

    @Option(
            names = "--no-reload",
            description = "Do not reload when sources change, as in a protected environment; Maven runs"
                    + " the application.")
    boolean noReload;

    @Parameters(paramLabel = "MAVEN ARGS", description = "After --: arguments for Maven, passed on unchanged.")
    List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        Map<String, String> given = new LinkedHashMap<>();
        if (host != null) given.put("APPLICATION_HOST", host);
        if (port != null) given.put("APPLICATION_PORT", port.toString());
        if (!arguments.isEmpty()) confirmByName(context(), GlobalOptions.of(spec), "Maven can change its database");
        Context found = ServerAddressFile.locate(context());
        Context at = found.with(found.environment().with(given));
        ApplicationRun maven = new ApplicationRun(at);
        boolean follows =
                !noReload && !Protection.ofContainers(at.environment()).orElse(false) && !maven.hasFramework();
        return follows ? new ReloadingRun(at, arguments).run() : maven.run(arguments);
    }

    public static void main(String... args) {
        Cli.main(new run(), args);
    }
}
