//JAVA 17+

package lib.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lib.base.ExitException;
import lib.base.Hashing;

/**
 * The branch that is checked out. It is read from git's own files: a program that is started for each command would
 * cost more than all the rest of the environment.
 *
 * @param repository git's directory, which all worktrees of a clone share
 */
public record GitBranch(Path repository, String name) {

    /** The variable that values may refer to. */
    public static final String VARIABLE = "GIT_BRANCH";

    private static final String LINK = "gitdir: ";
    private static final String BRANCH = "ref: refs/heads/";
    private static final int LONGEST = 40;
    private static final int HASH_BYTES = 3;

    /** That of the checkout around a directory; empty where there is none, or no branch is checked out. */
    public static Optional<GitBranch> of(Path directory) {
        for (Path at = directory.toAbsolutePath(); at != null; at = at.getParent()) {
            Path git = at.resolve(".git");
            if (Files.exists(git)) return read(git);
        }
        return Optional.empty();
    }

    private static Optional<GitBranch> read(Path git) {
        try {
            Path own =
                    Files.isDirectory(git) ? git : git.resolveSibling(line(git).replaceFirst("^" + LINK, ""));
            String head = line(own.resolve("HEAD"));
            if (!head.startsWith(BRANCH)) return Optional.empty();
            Path shared = own.resolve("commondir");
            Path repository = Files.exists(shared) ? own.resolve(line(shared)) : own;
            return Optional.of(new GitBranch(repository.toRealPath(), head.substring(BRANCH.length())));
        } catch (IOException e) {
            throw ExitException.cannotRead(git.toString(), e);
        }
    }

    private static String line(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    /** As a part of a name that needs no quotes; another one for each branch. */
    public String identifier() {
        String word = name.replaceAll("[^A-Za-z0-9_]", "_");
        if (word.equals(name) && word.length() <= LONGEST) return word;
        String hash = "_" + Hashing.sha256(name, HASH_BYTES);
        return word.substring(0, Math.min(word.length(), LONGEST - hash.length())) + hash;
    }
}
