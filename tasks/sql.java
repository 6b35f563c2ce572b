///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.*;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.*;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.base.StandardOutput;
import lib.cli.Cli;
import lib.cli.Protection;
import lib.cli.Task;
import lib.database.Database;
import lib.database.ReadOnlyTransaction;
import lib.database.ResultPrinter;
import lib.database.SqlExecutor;
import lib.database.SqlScript;
import lib.environment.Context;
import lib.server.PsqlClient;
import lib.server.ServerAddressFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
        name = "sql",
        description =
                "Run SQL against the application's database and print what it returns; with none, at a terminal, open"
                        + " psql.")
public class sql extends Task.WithOptions implements Cli.TextArguments {

    @Parameters(
            paramLabel = "STATEMENT",
            description = "SQL, several statements in one argument too; without any, standard input is read.")
    List<String> statements = new ArrayList<>();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Read SQL from a file; - is standard input. May be given several times.")
    List<String> files = new ArrayList<>();

    @Option(
            names = {"-d", "--database"},
            paramLabel = "DB",
            description = "Another database than APPLICATION_DB.")
    String database;

    @Option(
            names = "--format",
            paramLabel = "table|csv|json|vertical",
            defaultValue = "table",
            description = "How rows are printed. Default: table.")
    ResultPrinter.Format format;

    @Option(
            names = {"-1", "--single-transaction"},
            description = "All of it, or nothing.")
    boolean singleTransaction;

    @Option(
            names = "--on-error",
            paramLabel = "stop|continue",
            defaultValue = "stop",
            description = "What to do after a statement that fails. Default: stop.")
    String onError;

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description = "Stands for :'NAME', quoted as a literal, and for :\"NAME\", quoted as an identifier.")
    Map<String, String> variables = new LinkedHashMap<>();

    @Override
    public Integer call() throws SQLException {
        requireValidOptions();
        boolean continueOnError = onError.equals("continue");
        Context context = ServerAddressFile.locate(context());
        Database target = database == null
                ? Database.application(context.environment())
                : new Database(context.environment(), database);
        if (statements.isEmpty() && files.isEmpty() && SignalHandling.atTerminal())
            return new PsqlClient(context, target).open(guarded(context));
        Map<String, List<SqlScript.Part>> scripts = new LinkedHashMap<>();
        texts().forEach((source, text) -> scripts.put(
                source,
                SqlScript.split(
                        variables.isEmpty()
                                ? text
                                : SqlScript.with(variables, new String(text, UTF_8))
                                        .getBytes(UTF_8),
                        source)));
        if (context.dryRun()) {
            scripts.values().forEach(parts -> parts.forEach(part -> System.out.println(part.sql() + ";")));
            return 0;
        }
        String change = "this can change the database " + target.name() + " at " + target.address();
        if (!guarded(context) || !SqlScript.onlyQueries(scripts.values())) {
            confirm(context, change);
            return run(context, target, scripts, continueOnError, false);
        }
        try {
            return run(context, target, scripts, continueOnError, true);
        } catch (ReadOnlyTransaction.Refused refused) {
            confirm(context, change + "; nothing was changed so far: " + refused.getMessage());
            context.console().info("Running all of it again, from the beginning.");
            return run(context, target, scripts, continueOnError, false);
        }
    }

    private void requireValidOptions() {
        statements.stream()
                .filter(text -> text.matches("--?[\\w-]+(=.*)?"))
                .findFirst()
                .ifPresent(text -> {
                    throw new ParameterException(spec.commandLine(), "Unknown option: '" + text + "'");
                });
        if (!List.of("stop", "continue").contains(onError))
            throw new ParameterException(spec.commandLine(), "--on-error is stop or continue");
        if (onError.equals("continue") && singleTransaction)
            throw new ParameterException(
                    spec.commandLine(), "--single-transaction and --on-error continue exclude one another");
    }

    private int run(
            Context context,
            Database target,
            Map<String, List<SqlScript.Part>> scripts,
            boolean continueOnError,
            boolean readOnly)
            throws SQLException {
        PrintStream out = StandardOutput.buffered();
        int width = SignalHandling.atTerminal() ? spec.usageMessage().width() : 0;
        try (Connection connection = target.connect()) {
            if (readOnly)
                context.console()
                        .info(Protection.warning(context, "the session only reads. To change data, add --yes."));
            connection.setAutoCommit(!singleTransaction);
            SqlExecutor runner = new SqlExecutor(
                    connection,
                    new ResultPrinter(format, out, System.err, width),
                    System.err,
                    readOnly ? ReadOnlyTransaction.begin(connection) : null);
            int failed = 0;
            for (var script : scripts.entrySet())
                failed += runner.all(script.getValue(), script.getKey(), continueOnError);
            if (readOnly) connection.rollback();
            else if (singleTransaction) connection.commit();
            if (failed > 0)
                throw ExitException.workFailed(
                        failed + (failed == 1 ? " statement" : " statements") + " failed",
                        "The rest was run; each failure stands above.");
            return 0;
        } catch (ExitException stop) {
            throw singleTransaction ? stop.and("Nothing was changed: all of it was one transaction.") : stop;
        } finally {
            out.flush();
        }
    }

    /** Each text under the name that an error calls it by. */
    private Map<String, byte[]> texts() {
        Map<String, byte[]> texts = new LinkedHashMap<>();
        for (int i = 0; i < statements.size(); i++)
            texts.put(
                    statements.size() == 1 ? "statement" : "statement " + (i + 1),
                    statements.get(i).getBytes(UTF_8));
        for (String file : files) texts.put(file.equals("-") ? "standard input" : file, read(file));
        if (texts.isEmpty()) texts.put("standard input", read("-"));
        return texts;
    }

    private static byte[] read(String file) {
        try {
            return file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw ExitException.cannotRead(file, e);
        }
    }

    public static void main(String... args) {
        Cli.main(new sql(), args);
    }
}
