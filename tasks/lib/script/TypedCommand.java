//JAVA 17+

package lib.script;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lib.environment.Project;
import lib.process.ProcessRunner;

/** How somebody types a command of ours in a project. */
public class TypedCommand {

    /** JBang's file with the names of scripts. */
    public static final String CATALOG = "jbang-catalog.json";
    /** Our name in it. */
    public static final String ALIAS = "manage";

    /**
     * The words in front of the command's name.
     *
     * @param here the directory that somebody is in
     */
    public static List<String> words(Project project, Path here) {
        if (!ScriptLauncher.copied(project)) return List.of("jbang", ALIAS);
        String manage = here.relativize(project.root().resolve("manage.java")).toString();
        Path launcher = project.root().resolve("jbang.java");
        return ProcessRunner.onPath("jbang") != null || !Files.exists(launcher)
                ? List.of("jbang", manage)
                : List.of("java", here.relativize(launcher).toString(), manage);
    }

    /** What JBang is to run in a project: its own scripts, or those of the version that its catalog names. */
    public static String script(Project project) {
        boolean named =
                !ScriptLauncher.copied(project) && Files.exists(project.root().resolve(CATALOG));
        return named
                ? ALIAS
                : ScriptLauncher.shipped(project).resolve("manage.java").toString();
    }
}
