//JAVA 17+

package support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of a repository: those that Git tracks, and those that it would. */
public class RepositoryFiles {

    private RepositoryFiles() {}

    /**
     * @param patterns as Git has them: {@code *.java}; none for all files
     * @return paths from the root
     */
    public static List<Path> in(Path root, String... patterns) throws IOException, InterruptedException {
        List<String> argv =
                new ArrayList<>(List.of("git", "-C", root.toString(), "ls-files", "-c", "-o", "--exclude-standard"));
        argv.addAll(List.of(patterns));
        Process git = new ProcessBuilder(argv)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (git.waitFor() != 0) throw new IOException("git ls-files failed: run this in a clone of the repository");
        return names.lines()
                .distinct()
                .map(Path::of)
                .filter(file -> Files.exists(root.resolve(file)))
                .toList();
    }
}
