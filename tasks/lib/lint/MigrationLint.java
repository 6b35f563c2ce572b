//JAVA 17+
//DEPS org.flywaydb:flyway-core:13.12.0

package lib.lint;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import lib.base.ExitException;
import lib.database.Database;
import lib.database.InitScripts;
import lib.environment.Context;
import lib.lint.SchemaState.Constraint;
import lib.lint.StatementObserver.ObservedStatement;
import lib.migration.Migrations;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Migrations that would stop an application that is running. They run on a database that is there for this alone, and
 * the server tells what each statement locks, reads and rewrites.
 */
public class MigrationLint {

    private final Context context;
    private final LintRules rules;
    private final EarlierSchema earlier;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
    private final Set<String> removed = new HashSet<>();
    private int statements;

    /**
     * @param rows TABLE=N each
     * @param statistics a file with the same; null for none
     * @param earlier what the version before reads; null for what the migrations that are not chosen make
     */
    public MigrationLint(Context context, List<String> rows, Path statistics, EarlierSchema earlier) {
        this.earlier = earlier;
        this.context = context;
        this.rules = new LintRules(RowEstimates.of(rows, statistics));
    }

    /** Those that were not applied yet to the application's database. */
    public static Predicate<MigrationInfo> pending(Context context) {
        if (!Database.application(context.environment()).exists()) return migration -> true;
        Set<String> pending = new HashSet<>();
        new Migrations(context).pending(null).forEach(migration -> pending.add(migration.getScript()));
        return migration -> pending.contains(migration.getScript());
    }

    /** Those whose files are among these. */
    public static Predicate<MigrationInfo> in(Set<Path> files) {
        return migration -> files.contains(StatementObserver.path(migration));
    }

    /**
     * Runs all migrations in the order of their versions, and looks at those that are chosen.
     *
     * @param scratch an empty database
     */
    public void run(Database scratch, Predicate<MigrationInfo> chosen) {
        StatementObserver observer =
                new StatementObserver(chosen, file -> context.project().show(Path.of(file)));
        try (Connection connection = scratch.connect()) {
            StatementTriggers.prepare(connection);
        } catch (SQLException e) {
            throw ExitException.workFailed(
                            "the statements on the server cannot be observed: " + e.getMessage(),
                            "The user in POSTGRES_USER must be a superuser there; or choose an"
                                    + " environment whose server is on this machine: -c ENVIRONMENT.")
                    .because(e);
        }
        InitScripts.runWithin(context, scratch);
        try {
            new Migrations(context, scratch).observed(observer);
        } finally {
            judge(observer.observed());
        }
        if (earlier != null) earlier.lost(SchemaState.names(scratch), removed).ifPresent(findings::add);
    }

    private void judge(List<ObservedStatement> observed) {
        Set<String> waiting = new HashSet<>();
        Map<Constraint, StatementEffect> unchecked = new HashMap<>();
        Map<String, StatementEffect> lastOfFile = new HashMap<>();
        for (ObservedStatement one : observed)
            lastOfFile.put(one.effect().place().file(), one.effect());
        for (ObservedStatement one : observed) {
            StatementEffect effect = one.effect();
            String file = effect.place().file();
            List<String> gone = removed(effect, one.committed() ? effect : lastOfFile.get(file));
            removed.addAll(gone);
            statements++;
            var reason = effect.place().reason();
            if (reason.isPresent()) {
                accepted.add(effect.place().where() + ": accepted: " + reason.get());
                continue;
            }
            findings.addAll(rules.of(effect, gone));
            effect.unchecked().forEach(constraint -> unchecked.put(constraint, effect));
            if (!one.lockTimeout() && waiting.add(file)) {
                var note = rules.waiting(effect);
                note.ifPresentOrElse(findings::add, () -> waiting.remove(file));
            }
        }
        if (!observed.isEmpty()) noteUnchecked(unchecked, observed.get(observed.size() - 1));
    }

    private void noteUnchecked(Map<Constraint, StatementEffect> unchecked, ObservedStatement end) {
        var last = end.effect().after().constraints().values();
        unchecked.forEach((constraint, effect) -> {
            if (last.contains(constraint))
                findings.add(LintRules.finding(
                        effect,
                        "leaves " + constraint.name() + " NOT VALID: rows that were there before are not checked",
                        "VALIDATE CONSTRAINT " + constraint.name() + " in a later migration.",
                        false));
        });
    }

    /** The names that a statement takes away, that nothing has again in the end, and that the version before reads. */
    private List<String> removed(StatementEffect effect, StatementEffect end) {
        Set<String> there = end.after().names();
        return effect.removedNames(earlier != null).stream()
                .filter(name -> !there.contains(name) && (earlier == null || earlier.has(name)))
                .toList();
    }

    /** @return what was found, for people; the last line counts */
    public String report() {
        List<String> lines = new ArrayList<>(accepted);
        findings.forEach(finding -> lines.add(finding.text()));
        long severe = severe();
        long notes = findings.size() - severe;
        lines.add(count(statements, "statement") + " checked: " + count(severe, "finding") + ", " + count(notes, "note")
                + (accepted.isEmpty() ? "" : ", " + accepted.size() + " accepted") + ".");
        return String.join("\n", lines);
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    public long severe() {
        return findings.stream().filter(Finding::severe).count();
    }
}
