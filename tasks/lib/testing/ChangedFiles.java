//JAVA 17+

package lib.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.Git;
import lib.process.ProcessRunner;

/**
 * What is in the working copy and not in git, or not at some other place in its history.
 *
 * @param option what asks for it
 */
public record ChangedFiles(Context context, String option) {

    /** What {@code --changed} compares with where nothing is named: all that is not committed. */
    static final String COMMITTED = "HEAD";

    private static final int SHOWN = 3;

    /**
     * The files below the project's root that differ, those that git does not know yet and those that are gone.
     *
     * @param revision whatever git takes for one, or a range of them
     */
    public Set<Path> since(String revision) {
        if (revision.startsWith("-")) throw unknown(revision, "");
        if (ProcessRunner.onPath("git") == null)
            throw ExitException.machineLacks(
                    "git was not found, and " + option + " needs it", "Install git, or leave out " + option + ".");
        ProcessRunner.Output inside = git("rev-parse", "--git-dir");
        if (inside.code() != 0)
            throw ExitException.wrongInput(
                    option + " needs git, which says: " + inside.err().strip().replaceFirst("^fatal: ", ""),
                    "Leave out " + option + ".");
        Set<Path> changed = new TreeSet<>(differing(revision));
        // a range of commits leaves out what is not committed
        if (revision.contains("..")) changed.addAll(differing(COMMITTED));
        changed.addAll(paths(git("ls-files", "--others", "--exclude-standard", "-z")));
        return changed;
    }

    private List<Path> differing(String revision) {
        ProcessRunner.Output compared =
                git("diff", "--name-only", "--no-renames", "--relative", "-z", revision, "--", ".");
        if (compared.code() != 0) throw unknown(revision, compared.err());
        return paths(compared);
    }

    /** The names of the first few. */
    static String shown(Collection<Path> files) {
        String names = files.stream()
                .limit(SHOWN)
                .map(file -> file.getFileName().toString())
                .collect(Collectors.joining(", "));
        return names + (files.size() > SHOWN ? " and " + (files.size() - SHOWN) + " more" : "");
    }

    private ExitException unknown(String revision, String answer) {
        String reason = answer.lines().findFirst().orElse("").replaceFirst("^fatal: ", "");
        return ExitException.wrongInput(
                "git does not know the revision " + revision + (reason.isEmpty() ? "" : ": " + reason),
                option + " takes a branch, a tag or a commit: " + option + " origin/main.");
    }

    private List<Path> paths(ProcessRunner.Output names) {
        List<Path> paths = new ArrayList<>();
        for (String name : names.out().split("\0"))
            if (!name.isEmpty()) paths.add(context.project().root().resolve(name));
        return paths;
    }

    private ProcessRunner.Output git(String... arguments) {
        return new Git(context).run(arguments);
    }
}
