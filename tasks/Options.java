//JAVA 17+
//DEPS info.picocli:picocli:4.7.7

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that every command takes, before or after its name. */
public class Options {

    public enum EngineChoice { auto, docker, embedded }

    @Option(names = {"-c", "--config"}, paramLabel = "NAME",
        description = "Environment: config/NAME.json and docker/NAME.yml. Default: APPLICATION_CONFIG, else development.")
    String config;

    @Option(names = "--engine", paramLabel = "auto|docker|embedded",
        description = "Where PostgreSQL comes from. Default: MANAGE_ENGINE, else auto.")
    EngineChoice engine;

    @Option(names = {"-n", "--dry-run"}, description = "Print every command line and SQL statement, start nothing.")
    boolean dryRun;

    @Option(names = {"-v", "--verbose"}, description = "Show each command line, overridden variables and stack traces.")
    boolean verbose;

    @Option(names = {"-q", "--quiet"}, description = "Say only what went wrong.")
    boolean quiet;

    @Option(names = {"-y", "--yes"}, description = "Do not ask before something is destroyed, in a protected environment too.")
    boolean yes;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    boolean version;

    /** As a command line has them. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (config != null) arguments.add("--config=" + config);
        if (engine != null) arguments.add("--engine=" + engine);
        if (dryRun) arguments.add("--dry-run");
        if (verbose) arguments.add("--verbose");
        if (quiet) arguments.add("--quiet");
        if (yes) arguments.add("--yes");
        return arguments;
    }

    /** The options in force for a command: its own, and those given to the commands it is a part of. */
    static Options of(CommandSpec command) {
        return new Options().within(command);
    }

    /** These options, and those given to a command and the commands it is a part of. */
    Options within(CommandSpec command) {
        for (CommandSpec spec = command; spec != null; spec = spec.parent()) {
            if (!spec.mixins().containsKey("global")) continue;
            Options given = (Options) spec.mixins().get("global").userObject();
            if (config == null) config = given.config;
            if (engine == null) engine = given.engine;
            dryRun |= given.dryRun;
            verbose |= given.verbose;
            quiet |= given.quiet;
            yes |= given.yes;
        }
        return this;
    }
}
