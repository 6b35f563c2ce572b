//JAVA 17+

package lib.adoption;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lib.base.Console;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** Git submodules whose files were not fetched. */
class Submodules {

    private static final String FILE = ".gitmodules";

    /** Their directories, from the root. */
    static List<String> empty(Path root) {
        if (!Files.exists(root.resolve(FILE)) || ProcessRunner.onPath("git") == null) return List.of();
        ProcessRunner.Output paths = new ProcessRunner.Real(new Console(System.err, false, false))
                .captured(new ProcessSpec(
                        List.of("git", "config", "--file", FILE, "--get-regexp", "\\.path$"), root, Map.of()));
        return paths.out()
                .lines()
                .filter(line -> line.contains(" "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .filter(path -> isEmpty(root.resolve(path)))
                .toList();
    }

    private static boolean isEmpty(Path directory) {
        String[] inside = directory.toFile().list();
        return inside == null || inside.length == 0;
    }
}
