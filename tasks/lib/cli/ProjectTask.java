//JAVA 17+

package lib.cli;

import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.base.SignalHandling;
import lib.environment.Context;
import lib.environment.GlobalOptions;
import lib.script.ProjectScript;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** A script of the project's own in tasks/, as a command: it runs with the environment exported. */
@CommandLine.Command
public class ProjectTask extends Task implements Cli.PassThrough {

    private static final Pattern DESCRIPTION = Pattern.compile("(?m)^//DESCRIPTION (.*)");
    private static final Pattern IN_PICOCLI = Pattern.compile(
            "@(?:CommandLine\\.)?Command\\([^;{]*?\\bdescription\\s*=\\s*\\{?\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Path file;
    private final String text;

    @Parameters(paramLabel = "ARGS", description = "What the script takes.")
    List<String> arguments = new ArrayList<>();

    /** @param text of the script */
    ProjectTask(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /** From //DESCRIPTION, or else from picocli's annotation; null where it has none. */
    static String description(String text) {
        Matcher line = DESCRIPTION.matcher(text);
        if (line.find()) return line.group(1).strip();
        Matcher annotation = IN_PICOCLI.matcher(text);
        return annotation.find() ? annotation.group(1).translateEscapes().replace("%%", "%") : null;
    }

    @Override
    public Integer call() {
        boolean knowsOptions = text.contains("extends Task.WithOptions");
        List<String> others = new ArrayList<>(arguments);
        // a script with options of its own may use the same letters
        GlobalOptions after =
                knowsOptions || !text.contains("picocli") ? taken(others, knowsOptions) : new GlobalOptions();
        if (after.help && !knowsOptions) {
            spec.commandLine().usage(System.out);
            return 0;
        }
        List<String> given =
                new ArrayList<>(knowsOptions ? GlobalOptions.of(spec).arguments() : others);
        if (knowsOptions) {
            // given twice, an option would be an error; what stands last counts
            Set<String> again =
                    after.arguments().stream().map(ProjectTask::name).collect(Collectors.toSet());
            given.removeIf(option -> again.contains(name(option)));
            given.addAll(arguments);
        }
        Context requested = Context.of(after.within(spec), null);
        Context context = knowsOptions ? requested.real() : requested;
        if (!context.dryRun()) ProjectScript.build(context, file);
        return ProjectScript.run(
                context.with(context.runner().notifying(SignalHandling::passOn)), file, given, Map.of());
    }

    private static String name(String option) {
        return option.replaceFirst("=.*", "");
    }

    /** Takes the global options out of arguments, as far as a --, which goes too. */
    private GlobalOptions taken(List<String> given, boolean clusters) {
        int dashes = given.indexOf("--");
        List<String> rest = dashes < 0 ? List.of() : List.copyOf(given.subList(dashes + 1, given.size()));
        GlobalOptions options = new GlobalOptions();
        // without clusters, so that -count is not taken for -c
        CommandLine line = new CommandLine(options)
                .setUnmatchedArgumentsAllowed(true)
                .setExpandAtFiles(false)
                .setPosixClusteredShortOptionsAllowed(clusters);
        try {
            List<String> unmatched = line.parseArgs(
                            (dashes < 0 ? given : given.subList(0, dashes)).toArray(String[]::new))
                    .unmatched();
            given.clear();
            given.addAll(unmatched);
            given.addAll(rest);
            return options;
        } catch (ParameterException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
