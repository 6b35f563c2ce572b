//JAVA 17+

package lib.lint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.environment.Context;
import lib.migration.MigrationFiles;
import lib.schema.ScratchDatabases;

/**
 * What the version of the application that still runs reads and writes by name: the schema that the migrations of a git
 * revision make.
 *
 * @param revision as it was asked for
 */
public record EarlierSchema(String revision, Set<String> names) {

    /**
     * @param at where a scratch database can be made
     * @param revision as {@code lint --since} takes it
     */
    public static EarlierSchema of(Context at, String revision) {
        Path directory = at.project().state("earlier-schema");
        try {
            FileTree.delete(directory);
            List<String> directories = new ArrayList<>();
            GitTree tree = GitTree.before(at, revision);
            for (Path migrations : new MigrationFiles(at).directories) {
                Path copy = directory.resolve(String.valueOf(directories.size()));
                if (tree.extract(migrations, copy)) directories.add(copy.toString());
            }
            EarlierSchema earlier =
                    new EarlierSchema(revision, directories.isEmpty() ? Set.of() : names(at, directories));
            FileTree.delete(directory);
            return earlier;
        } catch (IOException e) {
            throw ExitException.cannotWrite(directory, e);
        }
    }

    private static Set<String> names(Context at, List<String> directories) {
        Context then = at.with(at.environment().with(Map.of("APPLICATION_MIGRATIONS", String.join(",", directories))));
        try (ScratchDatabases scratch = ScratchDatabases.migrated(then, new MigrationFiles(then))) {
            return SchemaState.names(scratch.database());
        }
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** What none of the statements took away, and is not there: a migration was edited, or is another one. */
    Optional<Finding> lost(Collection<String> now, Collection<String> told) {
        Set<String> lost = new TreeSet<>(names);
        lost.removeAll(now);
        lost.removeIf(name -> told.stream().anyMatch(one -> name.equals(one) || name.startsWith(one + ".")));
        if (lost.isEmpty()) return Optional.empty();
        List<String> wholes = SchemaState.wholes(lost);
        boolean one = wholes.size() == 1;
        return Optional.of(new Finding(
                revision,
                "the schema there",
                "has " + (one ? "a name" : "names")
                        + " that the previous version may still use, and these migrations do not create "
                        + (one ? "it" : "them") + ": " + String.join(", ", wholes),
                LintRules.LATER,
                true));
    }
}
