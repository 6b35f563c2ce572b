///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION List what runs that were killed left behind on this machine; --fix removes what this checkout left.
//SOURCES ../Task.java ../Leftover.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(name = "doctor", description = "List what test runs that were killed left behind on this machine.",
    footer = {"", "Exit code 1 when this checkout left something and it was not removed."})
public class doctor extends Task.WithOptions {

    private static final String FORMAT = "{{.Label \"com.docker.compose.project\"}}\t{{.Label \"com.docker.compose.project.working_dir\"}}\t{{.Label \"" + Docker.MARK + "\"}}";

    @Option(names = "--fix", description = "Remove what test runs of this checkout left behind.")
    boolean fix;

    private boolean found;
    private boolean remains;

    @Override
    public Integer call() throws IOException {
        Project project = Project.around(Path.of(""));
        for (String environment : runs(project)) {
            RunLock.Run left = RunLock.leftIn(project.state(environment + ".run"));
            if (left != null && !wanted(environment, left)) mine(context(environment), left);
        }
        for (String[] labels : marked(project)) {
            Path folder = checkout(Path.of(labels[1]));
            Path state = folder.resolve(".manage").resolve(labels[2] + ".run");
            String what = "the containers of " + labels[0];
            if (!Files.isDirectory(folder)) {
                tell("Another checkout, " + folder + ": " + what + "; the folder is gone. Remove them: docker compose -p " + labels[0] + " down --volumes");
            } else if (!folder.toRealPath().equals(project.root().toRealPath())) {
                RunLock.Run left = RunLock.leftIn(state);
                if (left != null && !wanted(labels[2], left)) tell("Another checkout, " + folder + ": " + what + ". Remove them: manage.java doctor --fix, there");
            } else if (!wanted(labels[2], null) && (!Files.exists(state) || Files.size(state) == 0)) {
                mine(context(labels[2]), new RunLock.Run("docker", labels[0], 0, "unknown", false, null, List.of()));
            }
        }
        if (!found) System.out.println("Nothing is left of any test run.");
        return remains ? Stop.WORK_FAILED : 0;
    }

    /** Whether it is a scenario that somebody wants to have: it was finished, or nobody knows better. */
    private static boolean wanted(String instance, RunLock.Run left) {
        return instance.contains("+") && (left == null || left.kept());
    }

    private void tell(String text) {
        found = true;
        System.out.println(text);
    }

    private void mine(Context context, RunLock.Run left) {
        tell("This checkout: " + new Leftover(context, left).describe() + (fix ? "" : ". Remove it: manage.java doctor --fix"));
        if (fix && !context.dryRun() && removed(context, left)) System.out.println("Removed.");
        else remains = true;
    }

    private static boolean removed(Context context, RunLock.Run left) {
        try (RunLock lock = RunLock.take(context, Duration.ZERO)) {
            if (!new Leftover(context, left).remove()) return false;
            lock.end();
            return true;
        }
    }

    private static List<String> runs(Project project) {
        String[] files = project.state().toFile().list((folder, file) -> file.endsWith(".run"));
        return files == null ? List.of() : Arrays.stream(files).map(file -> file.replaceFirst("\\.run$", "")).sorted().toList();
    }

    /** The checkout that a compose file's folder belongs to: mostly docker/, but COMPOSE_FILE may be anywhere in it. */
    private static Path checkout(Path working) {
        for (Path at = working; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(".manage"))) return at;
        }
        return working.getParent();
    }

    /** Project, working folder and environment of each compose project that a test run made, of whatever checkout. */
    private static List<String[]> marked(Project project) {
        if (Runner.onPath("docker", "docker.exe") == null) return List.of();
        return new Runner.Real(new Talk(System.err, false, false))
            .captured(new Command(List.of("docker", "ps", "-a", "--filter", "label=" + Docker.MARK, "--format", FORMAT), project.root(), Map.of()))
            .out().lines().distinct().sorted().map(line -> line.split("\t")).filter(labels -> labels.length == 3).toList();
    }

    public static void main(String... args) { Cli.main(new doctor(), args); }
}
