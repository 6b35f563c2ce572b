//JAVA 17+

package lib.adoption;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** The files of a directory that git ignores, by its own rules: what stands in them is not for everybody. */
class IgnoredFiles {

    private static final int NO_REPOSITORY = 128;
    private static final int NONE = 1;

    private final Path root;
    private final String input;
    private final ProcessRunner runner = new ProcessRunner.Real(new Console(System.err, false, false));

    private IgnoredFiles(Path root, List<String> files) {
        this.root = root;
        this.input = String.join("\0", files);
    }

    /** @param files by their paths from the root, with slashes */
    static Set<String> of(Path root, List<String> files) {
        if (files.isEmpty()) return Set.of();
        boolean seenByGit = root.getFileSystem().equals(FileSystems.getDefault());
        // without git, by what everybody ignores
        if (!seenByGit || ProcessRunner.onPath("git") == null)
            return files.stream()
                    .filter(file -> file.matches("(?:.*/)?\\.env(?:\\.local)?"))
                    .collect(Collectors.toSet());
        IgnoredFiles asked = new IgnoredFiles(root, files);
        ProcessRunner.Output output = asked.ask(List.of());
        boolean inside = output.code() != NO_REPOSITORY;
        Set<String> ignored = inside ? asked.names(output) : Set.of();
        // a directory that some outer repository ignores is one of its own
        return inside && ignored.size() < files.size() ? ignored : asked.asNewRepository();
    }

    private Set<String> asNewRepository() {
        Path repository = null;
        try {
            repository = Files.createTempDirectory("manage");
            List<String> named = List.of("--git-dir=" + repository, "--work-tree=" + root);
            runner.captured(command(
                    Stream.concat(named.stream(), Stream.of("init", "--quiet")).toList()));
            return names(ask(named));
        } catch (IOException e) {
            throw ExitException.cannotWrite(Path.of(System.getProperty("java.io.tmpdir")), e);
        } finally {
            delete(repository);
        }
    }

    private static void delete(Path repository) {
        try {
            if (repository != null) FileTree.delete(repository);
        } catch (IOException e) {
            throw ExitException.cannotWrite(repository, e);
        }
    }

    /** What is tracked is not ignored, whatever the rules say. */
    private ProcessRunner.Output ask(List<String> options) {
        List<String> argv = new ArrayList<>(options);
        argv.addAll(List.of("check-ignore", "-z", "--stdin"));
        return runner.fed(command(argv), input.getBytes(StandardCharsets.UTF_8));
    }

    private ProcessSpec command(List<String> arguments) {
        return new ProcessSpec(
                Stream.concat(Stream.of("git"), arguments.stream()).toList(), root, Map.of());
    }

    private Set<String> names(ProcessRunner.Output output) {
        if (output.code() != 0 && output.code() != NONE)
            throw ExitException.machineLacks(
                    "git cannot list the files that it ignores: " + output.err().strip(),
                    "Run git status here to see why.");
        return Stream.of(output.out().split("\0"))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }
}
