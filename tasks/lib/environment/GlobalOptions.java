//JAVA 17+
//DEPS info.picocli:picocli:4.7.7

package lib.environment;

import java.util.ArrayList;
import java.util.List;
import lib.base.OutputStyle;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that every command takes, before or after its name. */
public class GlobalOptions {

    public enum EngineChoice {
        auto,
        docker,
        embedded
    }

    @Option(
            names = {"-c", "--config"},
            paramLabel = "NAME",
            description =
                    "Environment: config/NAME.json and docker/NAME.yml. Default: APPLICATION_CONFIG, else development.")
    public String config;

    @Option(
            names = "--engine",
            paramLabel = "auto|docker|embedded",
            description = "Where PostgreSQL comes from. Default: MANAGE_ENGINE, else auto.")
    public EngineChoice engine;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Print every command line and SQL statement, but run nothing.")
    public boolean dryRun;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show each command line, overridden variables and stack traces.")
    public boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only results, warnings and errors.")
    public boolean quiet;

    private OutputStyle.Colours color;

    /** It counts from here on, as the next thing that is printed may be the help. */
    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            description = "When to use colours. Default: auto, at a terminal unless NO_COLOR or CI is set.")
    void color(OutputStyle.Colours when) {
        color = when;
        if (when == null) return;
        OutputStyle.use(when);
        // picocli's own words for its help
        if (when != OutputStyle.Colours.auto)
            System.setProperty("picocli.ansi", String.valueOf(when == OutputStyle.Colours.always));
    }

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask before something is destroyed, not even in a protected environment.")
    public boolean yes;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    public boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    boolean version;

    /** Where a command takes one, the database of APPLICATION_DATABASES that it works on; null for all. */
    public String database;

    /** As a command line has them. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (config != null) arguments.add("--config=" + config);
        if (engine != null) arguments.add("--engine=" + engine);
        if (database != null) arguments.add("--database=" + database);
        if (color != null) arguments.add("--color=" + color);
        if (dryRun) arguments.add("--dry-run");
        if (verbose) arguments.add("--verbose");
        if (quiet) arguments.add("--quiet");
        if (yes) arguments.add("--yes");
        return arguments;
    }

    /** The options in force for a command: its own, and those given to the commands it is a part of. */
    public static GlobalOptions of(CommandSpec command) {
        return new GlobalOptions().within(command);
    }

    /** These options, and those given to a command and the commands it is a part of. */
    public GlobalOptions within(CommandSpec command) {
        for (CommandSpec spec = command; spec != null; spec = spec.parent()) {
            if (!spec.mixins().containsKey("global")) continue;
            GlobalOptions given = (GlobalOptions) spec.mixins().get("global").userObject();
            if (config == null) config = given.config;
            if (engine == null) engine = given.engine;
            if (database == null) database = given.database;
            if (color == null) color = given.color;
            dryRun |= given.dryRun;
            verbose |= given.verbose;
            quiet |= given.quiet;
            yes |= given.yes;
        }
        return this;
    }
}
