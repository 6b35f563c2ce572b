///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java

import java.sql.SQLException;
import java.util.*;
import lib.base.OutputStyle;
import lib.cli.Cli;
import lib.cli.Protection;
import lib.cli.Task;
import lib.database.Database;
import lib.database.ReadOnlyTransaction;
import lib.database.ResultPrinter;
import lib.database.SqlBatch;
import lib.database.SqlScript;
import lib.database.SqlSources;
import lib.environment.Context;
import lib.server.PsqlClient;
import lib.server.ServerAddressFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
        name = "sql",
        description = "Run SQL against the application's database and print what it returns; without SQL, at"
                + " a terminal, open psql.")
public class sql extends Task.WithOptions implements Cli.TextArguments {

    @Parameters(
            paramLabel = "STATEMENT",
            description = "SQL; one argument may have several statements. Without any, standard input is read.")
    List<String> statements = new ArrayList<>();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Read SQL from a file; - is standard input. May be given several times.")
    List<String> files = new ArrayList<>();

    @Option(
            names = {"-d", "--database"},
            paramLabel = "DB",
            description = "One of APPLICATION_DATABASES, or any database of the server. Default: APPLICATION_DB.")
    String database;

    @Option(
            names = "--format",
            paramLabel = "table|csv|json|vertical",
            defaultValue = "table",
            description = "How rows are printed. Default: table.")
    ResultPrinter.Format format;

    @Option(
            names = {"-1", "--single-transaction"},
            description = "Run everything in one transaction: all or nothing.")
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
            description = "Replaces :'NAME', quoted as a literal, and :\"NAME\", quoted as an identifier.")
    Map<String, String> variables = new LinkedHashMap<>();

    @Override
    public Integer call() throws SQLException {
        requireValidOptions();
        Context context = ServerAddressFile.locate(context());
        Database target = database == null
                ? Database.application(context.environment())
                : Database.named(context.environment(), database);
        if (statements.isEmpty() && files.isEmpty() && OutputStyle.atTerminal())
            return new PsqlClient(context, target).open(guarded(context));
        try (SqlSources sources = SqlSources.of(statements, files)) {
            Map<String, SqlScript> scripts = sources.scripts(variables);
            if (context.dryRun()) scripts.values().forEach(sql::print);
            else run(context, target, scripts);
        }
        return 0;
    }

    private static void print(SqlScript script) {
        for (List<SqlScript.Part> parts = script.first(); !parts.isEmpty(); parts = script.next())
            parts.forEach(part -> System.out.println(part.written()));
    }

    private void run(Context context, Database target, Map<String, SqlScript> scripts) throws SQLException {
        int width = OutputStyle.atTerminal() ? spec.usageMessage().width() : 0;
        SqlBatch batch = new SqlBatch(scripts, format, width, singleTransaction, onError.equals("continue"));
        String change = "this can change the database " + target.name() + " at " + target.address();
        if (guarded(context) && SqlScript.onlyQueries(scripts.values())) {
            String notice = Protection.warning(context, "the session is read-only. To change data, add --yes.");
            try {
                batch.runReadOnly(target, () -> context.console().info(notice));
                return;
            } catch (ReadOnlyTransaction.Refused refused) {
                confirm(context, change + "; nothing was changed so far: " + refused.getMessage());
                context.console().info("Running all of it again, from the beginning.");
            }
        } else {
            confirm(context, change);
        }
        batch.run(target);
    }

    private void requireValidOptions() {
        statements.stream()
                .filter(text -> text.matches("--?[\\w-]+(=.*)?"))
                .findFirst()
                .ifPresent(text -> {
                    throw new ParameterException(spec.commandLine(), "Unknown option: '" + text + "'");
                });
        if (!List.of("stop", "continue").contains(onError))
            throw new ParameterException(spec.commandLine(), "--on-error takes stop or continue");
        if (onError.equals("continue") && singleTransaction)
            throw new ParameterException(
                    spec.commandLine(), "--single-transaction and --on-error continue cannot be combined");
    }

    public static void main(String... args) {
        Cli.main(new sql(), args);
    }
}
