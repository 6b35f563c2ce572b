//JAVA 17+

package lib.lint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import lib.base.ExitException;
import lib.base.OperatingSystem;
import lib.environment.Context;
import lib.environment.Git;
import lib.process.ProcessRunner;

/** The files of a commit. */
record GitTree(Context context, String commit) {

    /**
     * Where the history of a revision, or of the first of a range, and that of the second, or of what is checked out,
     * part: what came later on the other side is not missing here.
     */
    static GitTree before(Context context, String revision) {
        Git git = new Git(context);
        List<String> ends = lines(git.answer("rev-parse", "--revs-only", revision));
        if (ends.isEmpty())
            throw ExitException.wrongInput(
                    "git does not know the revision " + revision,
                    "A revision is a branch, a tag or a commit, such as origin/main.");
        String last = ends.size() == 1 ? "HEAD" : ends.get(0);
        String first = ends.get(ends.size() - 1).replaceFirst("^\\^", "");
        List<String> base = lines(git.answer("merge-base", first, last));
        return new GitTree(context, base.isEmpty() ? first : base.get(0));
    }

    private static List<String> lines(Optional<String> answer) {
        return answer.orElse("").lines().toList();
    }

    /** Writes what a directory of the project has there into another directory; false where it is not there. */
    boolean extract(Path directory, Path target) throws IOException {
        String path = OperatingSystem.slashed(context.project().root().relativize(directory));
        Path archive = Files.createTempFile(context.project().state(), "tree", ".zip");
        try {
            ProcessRunner.Output made = new Git(context)
                    .run("archive", "--format=zip", "--output", archive.toString(), commit + ":./" + path);
            if (made.code() != 0) return false;
            try (InputStream file = Files.newInputStream(archive);
                    ZipInputStream zip = new ZipInputStream(file)) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    Path copy = target.resolve(entry.getName()).normalize();
                    if (entry.isDirectory() || !copy.startsWith(target)) continue;
                    Files.createDirectories(copy.getParent());
                    Files.copy(zip, copy);
                }
            }
            return Files.isDirectory(target);
        } finally {
            Files.delete(archive);
        }
    }
}
