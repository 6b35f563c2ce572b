//JAVA 17+

package lib.schema;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.environment.Context;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;

/**
 * The migration that leads from the migrations there are to schema.sql, which is tried before it stays.
 *
 * @param message what it does; names the file
 * @param undo whether it gets a file that undoes it
 */
public record MigrationDraft(Context context, String message, boolean undo) {

    /**
     * What is to be written.
     *
     * @param losing the statements that lose data
     * @param conditions what rows have to fulfil
     */
    private record Difference(SchemaDiff forward, List<String> losing, List<String> conditions, Renames renames) {

        private String remarks() {
            return conditions.stream()
                    .map(condition -> "-- may fail on rows that are there: " + condition.replace('\n', ' ') + "\n")
                    .collect(Collectors.joining());
        }
    }

    /** @param allowLoss whether it may drop a table or a column, or narrow a type */
    public void write(boolean allowLoss) throws Exception {
        ScratchServer.use(context, server -> write(server, allowLoss));
    }

    private void write(ScratchServer server, boolean allowLoss) throws Exception {
        MigrationFiles files = new MigrationFiles(context);
        Path schema = files.schema();
        try (ScratchDatabases migrated = ScratchDatabases.migrated(server.context(), files);
                ScratchDatabases desired = ScratchDatabases.loaded(server.context(), schema)) {
            Renames renames = ScratchDatabases.renames(server.context(), schema, desired);
            SchemaDiff forward = SchemaDiff.between(migrated, desired, renames);
            List<String> findings = forward.findings();
            if (forward.isEmpty() && findings.isEmpty()) {
                System.out.println("Nothing to do: the migrations already produce " + show(schema) + ".");
                return;
            }
            findings.forEach(System.out::println);
            List<String> losing = forward.losing();
            if (!losing.isEmpty() && !allowLoss) throw losesData(losing);
            List<String> conditions = forward.conditions();
            Privileges before = migrated.privileges();
            Difference difference = new Difference(forward, losing, conditions, renames);
            for (Path file : written(server.context(), difference, migrated, desired)) System.out.println(show(file));
            warn(conditions, before.missing(migrated.privileges(), desired.privileges()));
        }
    }

    private void warn(List<String> conditions, List<String> missing) {
        if (!conditions.isEmpty())
            context.console()
                    .warn("this may fail if a table has rows already; correct the rows first, in the same migration: "
                            + String.join("; ", conditions));
        if (!missing.isEmpty())
            context.console()
                    .warn("privileges are not compared: add GRANT and REVOKE yourself, for "
                            + String.join(", ", missing));
    }

    /** The files, which stay when they lead to the schema that is wanted. */
    private List<Path> written(
            Context server, Difference difference, ScratchDatabases migrated, ScratchDatabases desired)
            throws Exception {
        List<Path> written = new ArrayList<>();
        boolean good = false;
        try {
            List<SchemaDiff> parts = difference.forward.parts();
            for (SchemaDiff part : parts) {
                boolean last = part == parts.get(parts.size() - 1);
                String text = (last ? difference.remarks() : "") + part.text(difference.losing);
                String name = last ? message : message + ": new values";
                write(server, name, text, difference.renames.reversed(), migrated, written);
            }
            requireSame(migrated, desired);
            good = true;
            return written;
        } finally {
            if (!good) for (Path file : written) Files.deleteIfExists(file);
        }
    }

    /** Writes one file, and the one that undoes it, when it works on the database that has what comes before it. */
    private void write(
            Context server, String name, String sql, Renames back, ScratchDatabases migrated, List<Path> written)
            throws Exception {
        MigrationFiles files = new MigrationFiles(context);
        try (ScratchDatabases before = undo ? migrated.copy() : null) {
            Path migration = files.create(name, sql);
            written.add(migration);
            files.settings(migration, sql).ifPresent(written::add);
            try {
                new Migrations(server, migrated.database()).up(null, null);
            } catch (ExitException stop) {
                throw byHand(stop);
            }
            if (!undo) return;
            SchemaDiff undoing = SchemaDiff.between(migrated, before, back);
            written.add(files.createUndo(migration, name, undoing.text(undoing.losing())));
        }
    }

    /** What the server says, and no advice on a file that is not there any more. */
    private ExitException byHand(ExitException stop) {
        ExitException statement = stop.getCause() instanceof ExitException cause ? cause : stop;
        return statement.and(
                "Nothing was written. Write this one by hand: manage.java migrate new \"" + message + "\"");
    }

    private static ExitException losesData(List<String> losing) {
        return ExitException.workFailed(
                "this would lose data: " + String.join("; ", losing),
                "Nothing was written. If that is what you want, add --allow-data-loss. If a column or"
                        + " table has a new name, write \"-- renamed from: old_name\" beside it in schema.sql.");
    }

    private void requireSame(ScratchDatabases migrated, ScratchDatabases desired) throws Exception {
        List<String> rest = migrated.catalog().findings(desired.catalog());
        SchemaDiff again = SchemaDiff.between(migrated, desired);
        if (again.isEmpty() && rest.isEmpty()) return;
        throw ExitException.workFailed(
                "the generated migration does not produce " + show(new MigrationFiles(context).schema())
                        + "; remaining differences: " + String.join("; ", rest) + again.text(List.of()),
                "Nothing was written. Write this one by hand: manage.java migrate new \"" + message + "\"");
    }

    private String show(Path file) {
        return context.project().show(file);
    }
}
