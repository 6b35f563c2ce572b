///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java

import java.util.ArrayList;
import java.util.List;
import lib.cli.Cli;
import lib.cli.Task;
import lib.environment.Context;
import lib.environment.GlobalOptions;
import lib.maven.MavenCommand;
import lib.server.ServerAddressFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "mvn",
        description = "Maven for this project's module, with the environment exported; every argument is passed on.")
public class mvn extends Task implements Cli.PassThrough {

    @Parameters(paramLabel = "ARGS", description = "What Maven takes: verify, spring-boot:run, -Dtest=... test")
    List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        Context requested = context();
        // the tests of most projects empty the database that its variables lead to
        confirmByName(requested, GlobalOptions.of(spec), "Maven can change its database");
        // a project without a server, or one that is not needed now, has Maven all the same
        Context context = requested.environment().get("POSTGRES_PORT", "").equals("0")
                ? ServerAddressFile.find(requested).orElse(requested)
                : requested;
        MavenCommand.fetch(context);
        return replaceBy(
                context,
                MavenCommand.of(context.project(), context.environment()).command(arguments));
    }

    public static void main(String... args) {
        Cli.main(new mvn(), args);
    }
}
