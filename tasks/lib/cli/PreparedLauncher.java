//JAVA 17+

package lib.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.FileFingerprints;
import lib.base.SignalHandling;
import lib.environment.Project;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;
import lib.script.ScriptLauncher;
import lib.script.TypedCommand;

/**
 * The main class of {@code java @.manage/fast}: manage.java where it was prepared from the sources as they are now. It
 * uses nothing but the JDK until it knows that the libraries are there.
 */
public class PreparedLauncher {

    /** The system property with the directory of the preparation, .manage/fast-NUMBER. */
    public static final String DIRECTORY = "manage.fast";

    /** The argument file, in .manage. */
    public static final String FILE = "fast";

    public static final String STAMP = "stamp";
    /** Set where it has just been prepared again, which is not to be tried twice. */
    private static final String AGAIN = "manage.fast.again";

    public static void main(String... args) throws ReflectiveOperationException {
        Path directory = Path.of(System.getProperty(DIRECTORY));
        Project prepared = new Project(directory.getParent().getParent());
        Project here = here(prepared);
        Optional<Path> changed =
                here.equals(prepared) ? FileFingerprints.changed(directory.resolve(STAMP)) : Optional.empty();
        if (here.equals(prepared) && changed.isEmpty()) {
            // by name, so that a script of its own can be built from this file without manage.java
            Class.forName("manage").getMethod("main", String[].class).invoke(null, (Object) args);
            return;
        }
        System.exit(again(
                here,
                changed.map(file -> here.show(file) + " has changed")
                        .orElse("this argument file was made for " + prepared.root()),
                args));
    }

    /**
     * The project of the current directory, if it has scripts or an argument file of its own: a checkout that was
     * copied has the argument file of the first.
     */
    private static Project here(Project prepared) {
        try {
            Project here = Project.around(Path.of(""));
            boolean own = ScriptLauncher.copied(here)
                    || Files.exists(here.root().resolve(".manage").resolve(FILE));
            return own ? here : prepared;
        } catch (ExitException noProject) {
            return prepared;
        }
    }

    private static int again(Project project, String why, String... args) {
        Console console = new Console(System.err, false, false);
        try {
            List<String> manage = new ArrayList<>(ScriptLauncher.launcher(project));
            manage.addAll(List.of("run", TypedCommand.script(project)));
            if (!Boolean.getBoolean(AGAIN)) {
                console.info(why + ": preparing .manage/fast again ...");
                int code = run(console, project.root(), manage, "--quiet", "install-fast");
                // JBang has said what does not compile
                if (code == ExitException.WORK_FAILED) return code;
                if (code == 0)
                    manage = List.of(ScriptLauncher.java(), "-D" + AGAIN + "=true", "@" + project.state(FILE));
            }
            return run(console, Path.of("").toAbsolutePath(), manage, args);
        } catch (ExitException stop) {
            console.warn(stop.getMessage());
            if (stop.hint != null) System.err.println(stop.hint);
            return stop.code;
        }
    }

    private static int run(Console console, Path directory, List<String> program, String... args) {
        List<String> argv = new ArrayList<>(program);
        argv.addAll(List.of(args));
        return new ProcessRunner.Real(console)
                .notifying(SignalHandling::passOn)
                .attached(new ProcessSpec(argv, directory, Map.of()));
    }
}
