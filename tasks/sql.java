///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES Task.java Database.java Running.java SqlScript.java

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.*;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(name = "sql", description = "Run SQL against the application's database and print what it returns.")
public class sql extends Task.WithOptions implements Cli.TextArguments {

    @Parameters(paramLabel = "STATEMENT", description = "SQL, several statements in one argument too; without any, standard input is read.")
    List<String> statements = new ArrayList<>();

    @Option(names = {"-f", "--file"}, paramLabel = "FILE", description = "Read SQL from a file; - is standard input.")
    List<String> files = new ArrayList<>();

    @Option(names = {"-d", "--database"}, paramLabel = "DB", description = "Another database than APPLICATION_DB.")
    String database;

    @Override
    public Integer call() throws SQLException {
        statements.stream().filter(text -> text.matches("--?[\\w-]+(=.*)?")).findFirst().ifPresent(text -> {
            throw new ParameterException(spec.commandLine(), "Unknown option: '" + text + "'");
        });
        Context context = Running.locate(context());
        Database target = database == null ? Database.application(context.environment()) : new Database(context.environment(), database);
        Map<String, List<SqlScript.Part>> scripts = new LinkedHashMap<>();
        texts().forEach((source, text) -> scripts.put(source, SqlScript.split(text, source)));
        if (context.dryRun()) {
            scripts.values().forEach(parts -> parts.forEach(part -> System.out.println(part.sql() + ";")));
            return 0;
        }
        boolean onlyReads = SqlScript.onlyReads(scripts.values());
        if (!onlyReads) confirm(context, "this can change the database " + target.name() + " at " + target.address());
        try (Connection connection = target.connect()) {
            if (onlyReads && guarded(context)) {
                context.talk().say("This is production: the session only reads. To change data, add --yes.");
                connection.setReadOnly(true);
            }
            scripts.forEach((source, parts) -> SqlScript.run(connection, parts, source, System.out, System.err));
        }
        return 0;
    }

    /** Each text under the name that an error calls it by. */
    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < statements.size(); i++) texts.put(statements.size() == 1 ? "statement" : "statement " + (i + 1), statements.get(i));
        for (String file : files) texts.put(file.equals("-") ? "standard input" : file, read(file));
        if (texts.isEmpty()) {
            if (Interrupts.atTerminal()) throw Stop.wrongInput("no SQL was given", "Write manage.java sql \"select 1\", or -f FILE, or pipe SQL into it.");
            texts.put("standard input", read("-"));
        }
        return texts;
    }

    private static String read(String file) {
        try {
            return file.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : Files.readString(Path.of(file));
        } catch (IOException e) {
            throw Stop.cannotRead(file, e);
        }
    }

    public static void main(String... args) { Cli.main(new sql(), args); }
}
