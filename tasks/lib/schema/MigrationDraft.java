//JAVA 17+

package lib.schema;

import java.nio.file.Files;
import java.nio.file.Path;
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
            SchemaDiff back = undo ? SchemaDiff.between(desired, migrated) : null;
            Path migration = files.create(message, forward.text(losing));
            try {
                new Migrations(server.context(), migrated.database()).up(null, null);
                requireSame(migrated, desired, schema);
            } catch (ExitException stop) {
                Files.deleteIfExists(migration);
                throw stop;
            }
            System.out.println(show(migration));
            if (undo)
                System.out.println(show(files.createUndo(
                        migration, message, back.text(back.losing(desired.catalog(), migrated.catalog())))));
        }
    }

    private static ExitException losesData(List<String> losing) {
        return ExitException.workFailed(
                "this would lose data: " + String.join("; ", losing),
                "Nothing was written. When that is what you want, add --allow-data-loss. A renamed column looks like"
                        + " one dropped and one added: write that migration by hand, with ALTER TABLE ... RENAME.");
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
