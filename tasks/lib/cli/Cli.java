//JAVA 17+
//DEPS info.picocli:picocli:4.7.7
//COMPILE_OPTIONS -encoding UTF-8 -XDstringConcat=inline
//RUNTIME_OPTIONS -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms8m -Xlog:disable

package lib.cli;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.NearestNames;
import lib.base.SignalHandling;
import lib.base.StandardOutput;
import lib.environment.GlobalOptions;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line: the one place where an exception becomes text and an exit code. */
public class Cli {

    public static final String VERSION = "0.1.0";

    /** Marks a command that takes every argument as it stands, options and {@code --} too. */
    public interface PassThrough {}

    /** Marks a command whose arguments may begin with a dash, as an SQL comment does; it checks them itself. */
    public interface TextArguments {}

    public static void main(Object command, String... args) {
        main(() -> new CommandLine(command), args);
    }

    /** @param line makes the command line, which takes standard output as it then is */
    public static void main(Supplier<CommandLine> line, String... args) {
        StandardOutput.install();
        // in a locale without a character set, Java would print question marks
        if ("ANSI_X3.4-1968".equals(System.getProperty("native.encoding")))
            System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        SignalHandling.main(() -> run(line.get(), args));
    }

    public static int run(CommandLine line, String... args) {
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler((error, arguments) -> wrongUsage(error));
        line.setExecutionExceptionHandler(
                (error, command, parsed) -> report(error, GlobalOptions.of(command.getCommandSpec()).verbose));
        // picocli itself would print a stack trace of what goes wrong with a help text
        line.setExecutionStrategy(parsed -> {
            try {
                return new CommandLine.RunLast().execute(parsed);
            } catch (StandardOutput.Lost lost) {
                return ExitException.WORK_FAILED;
            }
        });
        try {
            int code = prepared(line).execute(args);
            System.out.flush();
            if (StandardOutput.lost() == null || SignalHandling.happened()) return code;
        } catch (StandardOutput.Lost lost) {
            // of the last lines
        }
        System.err.println(Console.PROGRAM + ": " + StandardOutput.lost().getMessage());
        return ExitException.WORK_FAILED;
    }

    /** The same command, which reads its arguments as ours do. */
    public static CommandLine prepared(CommandLine line) {
        line.setExpandAtFiles(false).setCaseInsensitiveEnumValuesAllowed(true);
        prepare(line);
        return line;
    }

    private static void prepare(CommandLine line) {
        line.getCommandSpec().version("manage.java " + VERSION);
        if (line.getCommand() instanceof PassThrough) {
            line.setStopAtPositional(true)
                    .setUnmatchedOptionsArePositionalParams(true)
                    .setEndOfOptionsDelimiter("\0");
        }
        if (line.getCommand() instanceof TextArguments) line.setUnmatchedOptionsArePositionalParams(true);
        line.getSubcommands().values().forEach(Cli::prepare);
    }

    private static int wrongUsage(ParameterException error) {
        CommandLine line = error.getCommandLine();
        PrintWriter err = line.getErr();
        boolean noCommand = error instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !line.getSubcommands().isEmpty();
        err.println(Console.PROGRAM + ": "
                + (noCommand
                        ? "there is no command "
                                + ((UnmatchedArgumentException) error)
                                        .getUnmatched()
                                        .get(0)
                        : error.getMessage()));
        String name = line.getCommandSpec().qualifiedName();
        String help = (name.startsWith("manage.java") ? "" : "manage.java ") + name;
        List<String> near = nearest(error, noCommand ? name + " " : "");
        err.println((near.isEmpty() ? "See: " : "Did you mean: " + String.join(" or ", near) + "? Or see: ") + help
                + " --help");
        return ExitException.WRONG_INPUT;
    }

    /** What somebody may have meant who typed a name that there is not. */
    private static List<String> nearest(ParameterException error, String before) {
        if (!(error instanceof UnmatchedArgumentException unmatched)) return List.of();
        CommandLine line = error.getCommandLine();
        Set<String> names = before.isEmpty()
                ? line.getCommandSpec().optionsMap().keySet()
                : line.getSubcommands().keySet();
        String word = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        return new NearestNames(word, false, 3)
                .among(names.stream()).stream().limit(2).map(before::concat).toList();
    }

    /** Prints an error on standard error and returns its exit code. */
    static int report(Throwable error, boolean verbose) {
        int code = ExitException.WORK_FAILED;
        if (SignalHandling.happened()) {
            // whatever broke then, broke because of the signal, and Interrupts tells of that
            code = ExitException.INTERRUPTED;
        } else if (error instanceof StandardOutput.Lost
                || StandardOutput.lost() != null
                        && error instanceof ExitException stop
                        && stop.code == ExitException.INTERRUPTED) {
            // told when all is over
            return code;
        } else if (error instanceof ExitException stop) {
            code = stop.code;
            System.err.println(Console.PROGRAM + ": " + stop.getMessage());
            if (stop.hint != null) System.err.println(stop.hint);
        } else {
            System.err.println(Console.PROGRAM + ": unexpected: " + error);
            System.err.println("This looks like a defect of manage.java; --verbose shows where it happened.");
        }
        if (verbose) error.printStackTrace();
        return code;
    }
}
