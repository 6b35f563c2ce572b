//JAVA 17+

package lib.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/**
 * A compose project that a test run or a scenario made, as the labels of its containers tell.
 *
 * @param directory the directory of its compose file
 * @param environment with the name of a scenario
 * @param machine where it was started, on an engine that several machines use; else empty
 */
public record MarkedContainers(String project, String directory, String environment, String machine) {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
    private static final List<String> LABELS = List.of(
            "com.docker.compose.project",
            "com.docker.compose.project.working_dir",
            ComposeServer.MARK,
            ComposeServer.MACHINE);

    /**
     * Those of an engine, each once. Podman lists no labels of one's choice, but shows them.
     *
     * @param selection the variables that lead to the engine
     */
    public static List<MarkedContainers> of(Context context, Map<String, String> selection) {
        String[] ps = {"ps", "-a", "-q", "--filter", "label=" + ComposeServer.MARK};
        List<String> ids = answer(context, selection, ps).lines().toList();
        if (ids.isEmpty()) return List.of();
        String format = String.join(
                "\t",
                LABELS.stream()
                        .map(label -> "{{index .Config.Labels \"" + label + "\"}}")
                        .toList());
        List<String> inspect = new ArrayList<>(List.of("inspect", "--type", "container", "--format", format));
        inspect.addAll(ids);
        return answer(context, selection, inspect.toArray(String[]::new))
                .lines()
                .distinct()
                .sorted()
                .map(line -> line.split("\t", -1))
                .filter(labels -> labels.length == LABELS.size())
                .map(labels -> new MarkedContainers(labels[0], labels[1], labels[2], labels[3]))
                .toList();
    }

    private static String answer(Context context, Map<String, String> selection, String... arguments) {
        Optional<List<String>> argv = ComposeProgram.engine(context, arguments);
        if (argv.isEmpty()) return "";
        ProcessSpec command = context.command(argv.get()).with(selection).within(ANSWER_TIMEOUT);
        ProcessRunner.Output output = context.runner().captured(command);
        if (output.code() != 0 && DockerHost.of(context).isPresent())
            context.console().warn(output.err().strip());
        return output.out();
    }
}
