///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES Task.java Docker.java

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "compose", description = "docker compose for this environment; every argument is passed on as it stands.")
public class compose extends Task implements Cli.PassThrough {

    private static final Set<String> STARTING = Set.of("up", "run", "create", "watch");

    @Parameters(paramLabel = "ARGS", description = "What docker compose takes: up -d, logs, exec db psql ...")
    List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        Context context = context();
        boolean removes = arguments.contains("down") || arguments.contains("rm");
        if (removes && arguments.stream().anyMatch(word -> word.equals("--volumes") || word.matches("-[a-z]*v[a-z]*"))) {
            confirm(context, "this removes volumes, with the data in them");
        }
        Compose compose = Docker.compose(context);
        if (arguments.stream().anyMatch(STARTING::contains)) new Docker(context, compose).warn();
        return replaceBy(context, compose.command(arguments));
    }

    public static void main(String... args) { Cli.main(new compose(), args); }
}
