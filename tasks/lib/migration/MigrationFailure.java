//JAVA 17+
//DEPS org.flywaydb:flyway-core:13.12.0

package lib.migration;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.database.Database;
import lib.database.SqlExecutor;
import lib.database.SqlScript;
import lib.environment.Context;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/** What Flyway's errors mean, and what to do about them. */
record MigrationFailure(Context context, Database database) {

    static final String EDITED =
            "An applied file must not be edited: write a new migration instead, or accept the files as they are now:"
                    + " migrate repair.";

    private static final String DUPLICATE = "42710";
    private static final Pattern CREATE_ROLE = Pattern.compile("(?i)\\bcreate\\s+(?:role|user|group)\\s");
    private static final String ROLES_ARE_THE_SERVERS = """
        A role belongs to the server, and remains when a database is dropped. Create it only if it is missing:
        DO $$ BEGIN CREATE ROLE ...; EXCEPTION WHEN duplicate_object THEN NULL; END $$;\
        """;

    private static final Pattern PLACEHOLDER = Pattern.compile("No value provided for placeholder: \\$\\{([^}]*)}");

    ExitException of(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlywaySqlScriptException script && script.getCause() instanceof SQLException sql)
                return ofStatement(script, sql).and(state(e));
        }
        return ofMessage(e.getMessage().strip()).because(e);
    }

    /** What a migration that failed has left of itself. */
    private static String state(Exception e) {
        boolean rolledBack = !(e instanceof FlywayMigrateException migrate) || migrate.isExecutableInTransaction();
        return rolledBack
                ? "It was rolled back: the schema is as it was before this migration. Correct it and run it again."
                : "It does not run in a transaction: its earlier statements have taken effect. Undo them, then correct"
                        + " it and run it again.";
    }

    private ExitException ofStatement(FlywaySqlScriptException script, SQLException sql) {
        String file = script.getResource() == null
                ? "the migration"
                : context.project().show(Path.of(script.getResource().getAbsolutePathOnDisk()));
        // Flyway counts from the first word, and shows the comments before it too
        int line = script.getLineNumber() - SqlScript.linesBeforeCommand(script.getStatement());
        ExitException failed = SqlExecutor.failed(sql, context.environment().masked(script.getStatement()), line, file);
        boolean role = DUPLICATE.equals(sql.getSQLState())
                && CREATE_ROLE.matcher(script.getStatement()).find();
        return role ? failed.and(ROLES_ARE_THE_SERVERS) : failed;
    }

    private ExitException withoutValue(String placeholder) {
        String config = "config/" + context.environment().name + ".json";
        String value = placeholder.matches("\\w+")
                ? "Give it one in " + config + ": {\"name\": \"FLYWAY_PLACEHOLDERS_"
                        + placeholder.toUpperCase(Locale.ROOT) + "\", \"value\": \"...\"}. "
                : "";
        return ExitException.workFailed(
                "the migrations use ${" + placeholder + "}, which has no value",
                value + "If it is plain text, set FLYWAY_PLACEHOLDER_REPLACEMENT to false.");
    }

    private ExitException ofMessage(String message) {
        if (message.contains("Detected both transactional and non-transactional")) {
            return ExitException.workFailed(
                    "a migration has statements that need a transaction and one that cannot run in one: "
                            + message.replaceFirst("(?s).*Offending", "Offending"),
                    "Move the statement that cannot, such as CREATE INDEX CONCURRENTLY, to a migration of its own.");
        }
        if (message.startsWith("Validate failed")) {
            return ExitException.workFailed(
                    "the migrations do not agree with the database: "
                            + message.lines().skip(1).collect(Collectors.joining("; ")),
                    EDITED);
        }
        if (message.startsWith("Found non-empty schema")) {
            return ExitException.workFailed(
                    "the database " + database.name() + " is not empty, and no migration was ever applied to it",
                    "If it already has the schema of a version, record that version: manage.java migrate baseline"
                            + " VERSION. Or empty the database: manage.java migrate clean");
        }
        Matcher placeholder = PLACEHOLDER.matcher(message);
        if (placeholder.find()) return withoutValue(placeholder.group(1));
        String pool = message.contains("prepared statement \"S_")
                ? "If PgBouncer is in between, with pool_mode transaction, set POSTGRES_POOL_MODE to transaction."
                : null;
        return ExitException.workFailed("migration failed: " + message, pool);
    }
}
