//JAVA 17+

package lib.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import lib.server.ServerUser;

/**
 * What a test run needs of this machine and of this project; each is looked at for itself, so that one does not hide
 * another.
 */
public class Checks {

    private static final long GIGABYTE = 1L << 30;

    private final CheckedProject project;

    public Checks(Project project, GlobalOptions options) {
        this.project = CheckedProject.of(project, options);
    }

    /** All of them, in the order in which one would mend them. */
    public List<Check> all() {
        List<Check> all = new ArrayList<>(new ProgramChecks(project).all());
        boolean docker =
                all.stream().anyMatch(check -> check.name().equals("Docker") && check.state() == Check.State.ok);
        ConfigurationChecks configuration = new ConfigurationChecks(project);
        all.add(embedded(docker));
        all.addAll(configuration.environments());
        all.addAll(configuration.ports(docker));
        if (docker) all.addAll(new ImageChecks(project).all());
        all.add(disk());
        return all;
    }

    /** As whom the server would run; what is wrong there stops the tests only where they do not have Docker. */
    private Check embedded(boolean docker) {
        boolean needed = project.engine().equals("embedded") || project.engine().equals("auto") && !docker;
        return Check.of(
                "embedded",
                needed ? Check.State.wrong : Check.State.warning,
                () -> "PostgreSQL would run as "
                        + ServerUser.of(project.runner()).describe());
    }

    private Check disk() {
        long least = Long.MAX_VALUE;
        Path root = project.project().root();
        Path where = root;
        for (Path directory : List.of(
                root, Path.of(System.getProperty("user.home")), Path.of(System.getProperty("java.io.tmpdir")))) {
            try {
                long free = Files.getFileStore(directory).getUsableSpace();
                if (free < least) where = directory;
                least = Math.min(least, free);
            } catch (IOException e) {
                return new Check(
                        "disk",
                        Check.State.warning,
                        directory + " cannot be inspected: " + e.getMessage(),
                        "Set TMPDIR or HOME to a directory that this user can read.");
            }
        }
        String found = String.format(Locale.ROOT, "%.1f GB free at %s", (double) least / GIGABYTE, where);
        if (least >= GIGABYTE) return Check.ok("disk", found);
        return new Check(
                "disk",
                least < GIGABYTE / 4 ? Check.State.wrong : Check.State.warning,
                found,
                "Free some space: images, libraries and test reports need about a gigabyte.");
    }
}
