//JAVA 17+

package lib.scenario;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.*;
import java.util.function.Consumer;
import lib.base.ExitException;
import lib.base.Hashing;
import lib.base.SignalHandling;
import lib.database.Database;
import lib.environment.Context;
import lib.migration.HistoryTable;
import lib.migration.MigrationFiles;
import lib.schema.ScratchDatabases;
import lib.schema.ScratchServer;

/** A scenario's data, written back to its file. */
public class SavedScenario {

    private final Scenarios scenarios;
    private final String name;
    private final Consumer<String> ask;

    /**
     * @param name the scenario that it is written for
     * @param ask called before something is overwritten that cannot be had back; fails where it must not be
     */
    public SavedScenario(Scenarios scenarios, String name, Consumer<String> ask) {
        this.scenarios = scenarios;
        this.name = name;
        this.ask = ask;
    }

    /** @param at of a scenario that runs, with its address */
    public void write(Context at) throws Exception {
        Path file = scenarios.directory().resolve(name + ".sql");
        String label = at.project().show(file);
        if (at.dryRun()) {
            System.out.println("would write " + label);
            return;
        }
        SignalHandling.step("saving the scenario");
        SignalHandling.outcome("; nothing was written.");
        Files.createDirectories(file.getParent());
        Path whole = Files.createTempFile(at.project().state(), "saved", ".sql");
        try {
            for (Context one : at.databases()) append(one, whole, label);
            if (Files.size(whole) == 0)
                throw ExitException.workFailed(
                        "there is nothing to save: no migration creates any of the scenario's tables",
                        "Create the tables in a migration: those that only the scenario's own file creates are not"
                                + " saved.");
            place(at, whole, file, label);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** Adds the data of a database, behind its \connect where it is one of several. */
    private void append(Context one, Path whole, String label) throws Exception {
        Path part = Files.createTempFile(one.project().state(), "saved", ".sql");
        try {
            ScratchServer.use(one, server -> writeTried(one, server.context(), part, label));
            if (Files.size(part) == 0) return;
            try (OutputStream out = Files.newOutputStream(whole, StandardOpenOption.APPEND)) {
                String before = Files.size(whole) == 0 ? "" : "\n";
                String connect = one.environment()
                        .database()
                        .map(database -> before + "\\connect " + database + "\n")
                        .orElse("");
                out.write(connect.getBytes(StandardCharsets.UTF_8));
                Files.copy(part, out);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Writes the data of one database, and loads it into a scratch database with the schema that the migrations make,
     * where it must come to the same. Where none of its tables comes from a migration, the file stays empty.
     */
    private void writeTried(Context at, Context server, Path part, String label) throws SQLException, IOException {
        try (ScratchDatabases scratch = ScratchDatabases.migrated(server, new MigrationFiles(at));
                Connection from = Database.application(at.environment()).connect()) {
            HistoryTable history = HistoryTable.of(at.environment());
            DataScript data = new DataScript(from, history);
            Set<String> only = data.names();
            List<String> emptied = keepMigrated(at, scratch, only);
            if (only.isEmpty()) return;
            byte[] expected = written(data, part, only, emptied);
            at.console().info("Trying it on a scratch database ...");
            load(at, scratch, part, label);
            try (Connection to = scratch.database().connect()) {
                if (Arrays.equals(expected, written(new DataScript(to, history), null, only, emptied))) return;
            }
            throw ExitException.workFailed(
                    "the saved data would not be the same when it is loaded",
                    "Nothing was written. Did the data change meanwhile, or does a trigger change it?"
                            + " Try again, or write a dump: manage.java -c "
                            + at.environment().instance() + " db dump FILE");
        }
    }

    /** Keeps the tables that the migrations make, and returns those of them that these have filled. */
    private static List<String> keepMigrated(Context at, ScratchDatabases scratch, Set<String> names)
            throws SQLException {
        try (Connection to = scratch.database().connect()) {
            DataScript empty = new DataScript(to, HistoryTable.of(at.environment()));
            Set<String> made = empty.names();
            List<String> left =
                    names.stream().filter(each -> !made.contains(each)).toList();
            if (!left.isEmpty())
                at.console()
                        .warn("not saved, because no migration creates " + (left.size() == 1 ? "it" : "them") + ": "
                                + String.join(", ", left));
            names.retainAll(made);
            return empty.filled().stream().filter(names::contains).toList();
        }
    }

    private static void load(Context at, ScratchDatabases scratch, Path part, String label)
            throws SQLException, IOException {
        try {
            scratch.run(Files.readAllBytes(part), label);
        } catch (ExitException stop) {
            throw ExitException.workFailed(
                            "the data does not load into the schema of the migrations: " + stop.getMessage(),
                            "Nothing was written. Are there migrations that the scenario does not have yet?"
                                    + " manage.java -c "
                                    + at.environment().instance() + " migrate info")
                    .because(stop);
        }
    }

    /** Writes to a file, or nowhere, and returns a digest of it. */
    private byte[] written(DataScript data, Path part, Set<String> only, List<String> emptied)
            throws SQLException, IOException {
        try (DigestOutputStream out = new DigestOutputStream(
                new BufferedOutputStream(
                        part == null ? OutputStream.nullOutputStream() : Files.newOutputStream(part), 1 << 16),
                Hashing.sha256())) {
            data.write(
                    out, "The data of the scenario " + name + ", written by: manage.java scenario save", only, emptied);
            return out.getMessageDigest().digest();
        }
    }

    private void place(Context at, Path part, Path file, String label) throws IOException {
        Path script = file.resolveSibling(name + ".java");
        boolean same = Files.exists(file) && Files.mismatch(part, file) < 0;
        if (Files.exists(script)) ask.accept(label + " replaces " + at.project().show(script) + ", which is deleted");
        else if (!same && Files.exists(file) && !inGit(at, file))
            ask.accept("this overwrites " + label + ", whose contents git does not have");
        if (!same) {
            // not moved: the file keeps the rights that it has
            try (OutputStream out = Files.newOutputStream(file)) {
                Files.copy(part, out);
            } catch (IOException e) {
                throw ExitException.cannotWrite(file, e);
            }
        }
        Files.deleteIfExists(script);
        System.out.println(label + (same ? " is unchanged." : ""));
    }

    /** Whether git could bring it back. */
    private static boolean inGit(Context at, Path file) {
        try {
            return List.of(
                            List.of("git", "ls-files", "--error-unmatch", "--", file.toString()),
                            List.of("git", "diff", "--quiet", "HEAD", "--", file.toString()))
                    .stream()
                    .allMatch(argv -> at.runner().captured(at.command(argv)).code() == 0);
        } catch (ExitException stop) {
            if (stop.code == ExitException.INTERRUPTED) throw stop;
            return false;
        }
    }
}
