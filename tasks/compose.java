///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lib.base.ExitException;
import lib.cli.Cli;
import lib.cli.Task;
import lib.environment.Context;
import lib.environment.GlobalOptions;
import lib.environment.SecretFiles;
import lib.server.ComposeArguments;
import lib.server.ComposeCommands;
import lib.server.ComposeProgram;
import lib.server.ComposeServer;
import lib.server.ContainerSecrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "compose", description = "docker compose for this environment; every argument is passed on unchanged.")
public class compose extends Task implements Cli.PassThrough {

    private static final Set<String> STARTS = Set.of("up", "create", "run", "start", "restart", "scale", "watch");

    @Parameters(paramLabel = "ARGS", description = "What docker compose takes: up -d, logs, exec db psql ...")
    List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        Context context = SecretFiles.named(context());
        boolean looks = ComposeArguments.harmless(arguments);
        if (!looks)
            confirmByName(context, GlobalOptions.of(spec), "compose can change its containers and remove their data");
        ComposeCommands compose = ComposeProgram.compose(context);
        ContainerSecrets secrets = new ContainerSecrets(context, compose);
        int code;
        if (!looks && arguments.stream().anyMatch(STARTS::contains)) {
            try (ContainerSecrets.Hold ignored = secrets.write()) {
                new ComposeServer(context, compose).warn();
                code = replaceBy(context, compose.command(arguments));
            }
        } else {
            code = replaceBy(context, compose.command(arguments));
        }
        secrets.removeUnused();
        if (code != 0
                && arguments.contains("up")
                && arguments.stream().anyMatch(Set.of("-d", "--detach", "--wait")::contains))
            reportWhatEnded(context, compose);
        return code;
    }

    /** Compose only names a container that has failed. */
    private static void reportWhatEnded(Context context, ComposeCommands compose) {
        try {
            new ComposeServer(context, compose).requireAlive();
        } catch (ExitException stop) {
            context.console().warn(stop.getMessage() + "\n" + stop.hint);
        }
    }

    public static void main(String... args) {
        Cli.main(new compose(), args);
    }
}
