//JAVA 17+

package lib.migration;

import java.util.List;
import lib.base.ExitException;
import lib.environment.Context;
import lib.script.Hooks;
import lib.server.ServerAddressFile;

/**
 * Applies the pending migrations of each database, between the project's hooks, and says what was done; in a dry run,
 * what would be.
 *
 * @param target the last one to apply; null for all
 */
public record MigrationRun(Context context, String target) {

    private static final String NOTHING = "Nothing to do: the database is up to date.";

    public int apply() {
        boolean nowhere = context.databases().stream()
                .allMatch(each -> new MigrationFiles(each).skipReason().isPresent());
        if (nowhere) {
            context.eachDatabase(MigrationRun::saySkipped);
            return 0;
        }
        Context at = ServerAddressFile.locate(context);
        return new Hooks(at, "migrate").around(() -> {
            at.eachDatabase(one -> {
                if (new MigrationFiles(one).skipReason().isPresent()) saySkipped(one);
                else if (context.dryRun()) preview(one);
                else apply(one);
            });
            return 0;
        });
    }

    private static void saySkipped(Context context) {
        System.out.println(new MigrationFiles(context).skipReason().orElseThrow() + ".");
    }

    private void apply(Context at) {
        int applied = new Migrations(at).up(System.out, target);
        if (applied == 0) System.out.println(NOTHING);
        else System.out.println("Applied " + applied + (applied == 1 ? " migration." : " migrations."));
    }

    /** Only looks; where there is no database to look at, each migration might be one. */
    private void preview(Context context) {
        try {
            Migrations migrations = new Migrations(ServerAddressFile.locate(context.real()));
            List<String> pending = new MigrationTable(migrations.pending(target)).scripts();
            pending.forEach(script -> System.out.println("would apply: " + script));
            if (pending.isEmpty()) System.out.println(NOTHING);
        } catch (ExitException stop) {
            if (stop.code != ExitException.MACHINE_LACKS) throw stop;
            new MigrationFiles(context)
                    .all()
                    .forEach(file -> System.out.println("would apply, if it is pending: "
                            + context.project().show(file)));
        }
    }
}
