//JAVA 17+
//DEPS info.picocli:picocli:4.7.7

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options that every command takes, before or after its name. Whichever command is given one,
 * it is kept in the mixin of the outermost command, where {@link #of} finds it.
 */
public class Options {

    public enum EngineChoice { auto, docker, embedded }

    static final String MIXIN = "global";

    @Spec(Spec.Target.MIXEE)
    CommandSpec mixee;

    String config;
    EngineChoice engine;
    boolean dryRun;
    boolean verbose;
    boolean quiet;

    @Option(names = {"-c", "--config"}, paramLabel = "NAME",
        description = "Environment: config/NAME.json and docker/NAME.yml. Default: APPLICATION_CONFIG, else development.")
    void config(String name) {
        outermost().config = name;
    }

    @Option(names = "--engine", paramLabel = "auto|docker|embedded",
        description = "Where PostgreSQL comes from. Default: MANAGE_ENGINE, else auto.")
    void engine(EngineChoice choice) {
        outermost().engine = choice;
    }

    @Option(names = {"-n", "--dry-run"}, description = "Print every command line and SQL statement, start nothing.")
    void dryRun(boolean value) {
        outermost().dryRun = value;
    }

    @Option(names = {"-v", "--verbose"}, description = "Show each command line, overridden variables and stack traces.")
    void verbose(boolean value) {
        outermost().verbose = value;
    }

    @Option(names = {"-q", "--quiet"}, description = "Say only what went wrong.")
    void quiet(boolean value) {
        outermost().quiet = value;
    }

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    boolean version;

    private Options outermost() {
        return of(mixee);
    }

    /** The options in force for a command: those of its outermost command, or none were given. */
    static Options of(CommandSpec spec) {
        CommandSpec mixin = spec.root().mixins().get(MIXIN);
        return mixin == null ? new Options() : (Options) mixin.userObject();
    }
}
