//JAVA 17+

package lib.schema;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** @param allowLoss whether it may drop a table or a column, or narrow a type */
    public void write(boolean allowLoss) throws Exception {
        MigrationFiles files = new MigrationFiles(context);
        Path schema = files.schema();
        try (ScratchServer server = ScratchServer.of(context);
                ScratchDatabases migrated = ScratchDatabases.migrated(server.context(), files);
                ScratchDatabases desired = ScratchDatabases.loaded(server.context(), schema)) {
            List<String> findings = migrated.catalog().findings(desired.catalog());
            SchemaDiff forward = SchemaDiff.between(migrated, desired);
            if (forward.isEmpty() && findings.isEmpty()) {
                System.out.println("Nothing to do: the migrations lead to " + show(schema) + ".");
                return;
            }
            findings.forEach(System.out::println);
            List<String> losing = forward.losing(migrated.catalog(), desired.catalog());
            if (!losing.isEmpty() && !allowLoss) throw losesData(losing);
            Privileges before = migrated.privileges();
            List<Path> written = new ArrayList<>();
            try {
                List<SchemaDiff> parts = forward.parts();
                for (SchemaDiff part : parts) {
                    String name = part == parts.get(parts.size() - 1) ? message : message + ": new values";
                    write(server.context(), name, part.text(losing), migrated, written);
                }
                requireSame(migrated, desired, schema);
            } catch (Exception stop) {
                for (Path file : written) Files.deleteIfExists(file);
                throw stop;
            }
            written.forEach(file -> System.out.println(show(file)));
            List<String> missing = before.missing(migrated.privileges(), desired.privileges());
            if (!missing.isEmpty())
                context.console()
                        .warn("privileges are not compared: add GRANT and REVOKE yourself, for "
                                + String.join(", ", missing));
        }
    }

    /** Writes one file, and the one that undoes it, when it works on the database that has what comes before it. */
    private void write(Context server, String name, String sql, ScratchDatabases migrated, List<Path> written)
            throws Exception {
        MigrationFiles files = new MigrationFiles(context);
        try (ScratchDatabases before = undo ? ScratchDatabases.migrated(server, files) : null) {
            Path migration = files.create(name, sql);
            written.add(migration);
            try {
                new Migrations(server, migrated.database()).up(null, null);
            } catch (ExitException stop) {
                throw byHand(stop);
            }
            if (!undo) return;
            SchemaDiff back = SchemaDiff.between(migrated, before);
            String text = back.text(back.losing(migrated.catalog(), before.catalog()));
            written.add(files.createUndo(migration, name, text));
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
                "Nothing was written. When that is what you want, add --allow-data-loss. A renamed column, or"
                        + " value of an enum, looks like one dropped and one added: write that migration by hand, with"
                        + " ALTER TABLE ... RENAME or ALTER TYPE ... RENAME VALUE.");
    }

    private void requireSame(ScratchDatabases migrated, ScratchDatabases desired, Path schema) throws Exception {
        List<String> rest = migrated.catalog().findings(desired.catalog());
        SchemaDiff again = SchemaDiff.between(migrated, desired);
        if (again.isEmpty() && rest.isEmpty()) return;
        throw ExitException.workFailed(
                "the generated migration does not lead to " + show(schema) + "; what remains: "
                        + String.join("; ", rest) + again.text(List.of()),
                "Nothing was written. Write this one by hand: manage.java migrate new \"" + message + "\"");
    }

    private String show(Path file) {
        return context.project().show(file);
    }
}
