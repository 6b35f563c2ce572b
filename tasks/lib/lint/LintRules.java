//JAVA 17+

package lib.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lib.lint.SchemaState.Relation;

/** What of a statement's effects stops an application that is running, and the usual form that does not. */
record LintRules(RowEstimates rows) {

    static final String LATER = "Remove it in the version after the one that stops using it.";

    private enum Heavy {
        REWRITE(
                "rewrites",
                "Add a new column or table, fill it in batches, and let a later version of the application use it."),
        UNIQUE(
                "builds an index of",
                "CREATE UNIQUE INDEX CONCURRENTLY in a migration of its own, then ADD CONSTRAINT ... USING INDEX."),
        INDEX("builds an index of", "CREATE INDEX CONCURRENTLY, in a migration of its own."),
        REINDEX("builds an index of", "REINDEX ... CONCURRENTLY, in a migration of its own."),
        CONSTRAINT(
                "checks every row of", "ADD CONSTRAINT ... NOT VALID, and VALIDATE CONSTRAINT in a later migration."),
        NOT_NULL(
                "checks every row of",
                "ADD CONSTRAINT ... CHECK (... IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT in a later migration, and"
                        + " then SET NOT NULL, which then reads no rows."),
        SCAN(
                "reads every row of",
                "First, in an earlier migration, validate a CHECK constraint with the same condition."),
        UPDATE("reads every row of", "Change the rows in batches, each in a transaction of its own.");

        private final String does;
        private final String safe;

        Heavy(String does, String safe) {
            this.does = does;
            this.safe = safe;
        }
    }

    /**
     * The findings on one statement, the severe ones first.
     *
     * @param removed the names that are gone when its transaction has ended
     */
    List<Finding> of(StatementEffect effect, List<String> removed) {
        List<Finding> findings = new ArrayList<>();
        for (Relation table : effect.tables()) heavy(effect, table).ifPresent(findings::add);
        if (!removed.isEmpty())
            findings.add(finding(
                    effect,
                    (removed.size() == 1 ? "removes a name" : "removes names")
                            + " that the previous version may still use: " + String.join(", ", removed),
                    LATER,
                    true));
        if (findings.isEmpty()) behindLock(effect).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> heavy(StatementEffect effect, Relation table) {
        if (!effect.isHeavy(table)) return Optional.empty();
        // an index that is made anew is locked itself, and no query is planned without looking at it
        boolean replaced = effect.isRewritten(table) || effect.isIndexed(table);
        LockMode lock = replaced ? LockMode.AccessExclusiveLock : effect.held(table);
        // without the lock of a statement before it would block nobody
        boolean own = effect.gained(table) || !effect.validates(table);
        if (table.isBlockedBy(lock) && own) {
            Heavy kind = kind(effect, table);
            boolean told = effect.isNewlyReferenced(table) || !effect.gained(table);
            if (kind == Heavy.SCAN && told) return Optional.empty();
            return Optional.of(finding(
                    effect,
                    kind.does + " " + table.name() + " with " + article(lock) + ", which blocks " + lock.blocks + " it"
                            + others(effect, table),
                    kind.safe,
                    rows.isLarge(table.name())));
        }
        boolean writes = lock == LockMode.RowExclusiveLock && effect.gained(table);
        return writes
                ? Optional.of(finding(
                        effect,
                        Heavy.UPDATE.does + " " + table.name()
                                + ", and locks those it changes until its transaction ends",
                        Heavy.UPDATE.safe,
                        rows.isLarge(table.name())))
                : Optional.empty();
    }

    private static String others(StatementEffect effect, Relation table) {
        return effect.newlyReferenced(table).stream()
                .filter(referenced -> referenced.oid() != table.oid())
                .map(referenced -> ", and writes to " + referenced.name())
                .collect(Collectors.joining());
    }

    private static Heavy kind(StatementEffect effect, Relation table) {
        if (effect.isRewritten(table)) return Heavy.REWRITE;
        if (effect.hasNewIndex(table)) return effect.adds(table, "pux") ? Heavy.UNIQUE : Heavy.INDEX;
        if (effect.isIndexed(table)) return Heavy.REINDEX;
        if (effect.adds(table, "f")) return Heavy.CONSTRAINT;
        if (effect.forbidsNull(table)) return Heavy.NOT_NULL;
        return effect.adds(table, "c") ? Heavy.CONSTRAINT : Heavy.SCAN;
    }

    /** Work that takes long, while earlier statements of the transaction have left locks that block. */
    private Optional<Finding> behindLock(StatementEffect effect) {
        boolean takesLong =
                effect.tables().stream().anyMatch(table -> effect.isHeavy(table) && rows.isLarge(table.name()));
        List<Relation> locked = effect.tables().stream()
                .filter(table -> table.isBlockedBy(effect.heldBefore(table)))
                .toList();
        if (!takesLong || locked.isEmpty()) return Optional.empty();
        String names = locked.stream()
                .map(table -> effect.heldBefore(table).blocks + " " + table.name())
                .collect(Collectors.joining(", "));
        return Optional.of(finding(
                effect,
                "reads every row of a table, while a lock that an earlier statement took blocks " + names,
                "Give it a migration of its own.",
                true));
    }

    /** What is said of a statement that takes a lock for which it may wait without a limit. */
    Optional<Finding> waiting(StatementEffect effect) {
        List<String> names = effect.tables().stream()
                .filter(table -> effect.gained(table) && table.isBlockedBy(effect.held(table)))
                .map(Relation::name)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(finding(
                        effect,
                        "waits for a lock on " + String.join(", ", names)
                                + " without a limit, and every later statement waits behind it",
                        "SET LOCAL lock_timeout = '5s' at the top of the migration; it can be run again.",
                        false));
    }

    static Finding finding(StatementEffect effect, String what, String safe, boolean severe) {
        StatementPlace place = effect.place();
        return new Finding(place.where(), place.shown(), what, safe, severe);
    }

    private static String article(LockMode lock) {
        String name = lock.name();
        return ("AEIOU".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }
}
