//JAVA 17+

package lib.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.*;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.*;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.environment.Context;

/** The directories of a project's migrations, and the files in them. */
public class MigrationFiles {

    /** The script that compares migrations with the schema that is wanted. */
    public static final String SCRIPT = "tasks/schema.java";

    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private final Context context;
    private final MigrationNames names;
    private final boolean named;
    public final List<Path> directories;
    private final String skipReason;

    public MigrationFiles(Context context) {
        this.context = context;
        names = MigrationNames.of(context.environment());
        MigrationDirectories found = MigrationDirectories.of(context);
        named = found.named();
        directories = found.directories();
        skipReason = found.skipReason();
    }

    /** Those of each of the application's databases. */
    public static List<Path> directories(Context context) {
        return context.databases().stream()
                .flatMap(each -> new MigrationFiles(each).directories.stream())
                .distinct()
                .toList();
    }

    /** Why nothing is to be migrated here; empty where it is. */
    public Optional<String> skipReason() {
        return Optional.ofNullable(skipReason);
    }

    /** Whether another of several databases is migrated here, and this one is not. */
    public static boolean leftOut(Context context) {
        return context.environment().hasSeveralDatabases()
                && new MigrationFiles(context).skipReason().isPresent();
    }

    /** Whether there is any directory to migrate from; a directory that the environment names must be there. */
    public boolean exist() {
        if (skipReason != null) return false;
        for (Path directory : directories) {
            if (Files.isDirectory(directory)) continue;
            if (!named) return false;
            throw ExitException.wrongInput(
                    context.environment().nameOf("APPLICATION_MIGRATIONS") + " names "
                            + context.project().show(directory) + ", which is not a directory",
                    "Correct config/" + context.environment().name + ".json, or create the directory.");
        }
        return true;
    }

    /** The schema that is wanted: APPLICATION_SCHEMA, else db/schema.sql beside the directory of the migrations. */
    public Path schema() {
        return named("APPLICATION_SCHEMA", "schema.sql");
    }

    /** A file that a variable names, or one beside the directory of the migrations. */
    Path named(String variable, String usual) {
        String name = context.environment().get(variable, null);
        return name != null ? context.project().root().resolve(name) : beside(usual);
    }

    /** Databases whose directories have their names may lie side by side, and so has what belongs to each. */
    private Path beside(String name) {
        Path first = directories.get(0);
        boolean own = context.environment()
                .database()
                .filter(database -> first.getFileName().toString().equals(database))
                .isPresent();
        return first.resolveSibling(own ? first.getFileName() + "_" + name : name);
    }

    public String where() {
        return directories.stream().map(context.project()::show).collect(Collectors.joining(", "));
    }

    /** The migrations, in the order of their names. */
    public List<Path> all() {
        check();
        return directories.stream()
                .flatMap(MigrationFiles::walk)
                .filter(file -> names.applied(file.getFileName().toString()))
                .sorted()
                .toList();
    }

    /** The versioned one that comes last. */
    public Optional<Path> newest() {
        return all().stream()
                .filter(file -> names.versioned(file.getFileName().toString()))
                .reduce((before, after) -> after);
    }

    /**
     * Makes the directories and the file of the schema, where they are missing.
     *
     * @param content of that file
     */
    public void prepare(String content) {
        try {
            for (Path directory : directories) Files.createDirectories(directory);
            if (Files.notExists(schema())) Files.writeString(schema(), content);
        } catch (IOException e) {
            throw ExitException.cannotWrite(schema(), e);
        }
    }

    /** The file that undoes a version. */
    public Path undo(String version) {
        return Stream.concat(Stream.of(undoDirectory()).filter(Files::isDirectory), directories.stream())
                .flatMap(MigrationFiles::walk)
                .filter(file -> names.undoes(file.getFileName().toString(), version))
                .findFirst()
                .orElseThrow(() -> ExitException.workFailed(
                        "there is no file that undoes " + version,
                        "Write " + context.project().show(undoDirectory()) + "/" + names.undoFile(version, "NAME")
                                + "; next time, migrate diff --with-undo writes it."));
    }

    /**
     * Beside the migrations, not among them: there the free Flyway refuses such files where it is told to be strict
     * about names.
     */
    private Path undoDirectory() {
        return beside("undo");
    }

    /** Flyway ignores a file whose name it does not understand, without a word; here that is an error. */
    public void check() {
        if (skipReason != null)
            throw ExitException.wrongInput(
                    skipReason, "If Flyway is to migrate, name the directories in APPLICATION_MIGRATIONS.");
        if (!exist()) {
            throw ExitException.wrongInput(
                    "there is no directory " + where(),
                    "Write a first migration with: manage.java migrate new NAME, or set APPLICATION_MIGRATIONS.");
        }
        for (Path directory : directories) {
            walk(directory)
                    .filter(file -> names.mistaken(file.getFileName().toString()))
                    .findFirst()
                    .ifPresent(file -> {
                        throw ExitException.wrongInput(
                                "Flyway would ignore " + context.project().show(file)
                                        + ": its name is not that of a migration",
                                "A name looks like " + names.examples() + "; move other files out of the directory.");
                    });
        }
    }

    /** Writes a migration whose version is the current time in UTC. */
    public Path create(String name, String sql) {
        return write(directories.get(0), names.file(free(), words(name)), name, sql);
    }

    /** Writes Flyway's settings of a migration beside it, where it would take a part of its text for a placeholder. */
    public Optional<Path> settings(Path migration, String sql) {
        String prefix = context.environment().get("FLYWAY_PLACEHOLDER_PREFIX", "${");
        return sql.contains(prefix)
                ? Optional.of(write(
                        migration.getParent(), migration.getFileName() + ".conf", "placeholderReplacement=false\n"))
                : Optional.empty();
    }

    /** Writes the file that undoes a migration. */
    public Path createUndo(Path migration, String name, String sql) {
        String version = names.version(migration.getFileName().toString()).orElseThrow();
        return write(undoDirectory(), names.undoFile(version, words(name)), name, sql);
    }

    /** A version that no file has. */
    private String free() {
        Instant time = Instant.now();
        while (exist() && directories.stream().anyMatch(versionTaken(VERSION.format(time)))) time = time.plusSeconds(1);
        return VERSION.format(time);
    }

    private Predicate<Path> versionTaken(String version) {
        return directory -> walk(directory)
                .anyMatch(file -> names.version(file.getFileName().toString())
                        .filter(version::equals)
                        .isPresent());
    }

    private static String words(String name) {
        String words = name.strip().replaceAll("[^\\p{L}\\p{N}]+", "_").replaceAll("^_|_$", "");
        if (words.isEmpty())
            throw ExitException.wrongInput(
                    "\"" + name + "\" has no letter or digit for a file name",
                    "Use letters and digits: migrate new \"create users\"");
        return words.toLowerCase(Locale.ROOT);
    }

    private static Path write(Path directory, String file, String name, String sql) {
        return write(directory, file, "-- " + name.strip() + "\n" + sql);
    }

    private static Path write(Path directory, String file, String text) {
        try {
            Files.createDirectories(directory);
            return Files.writeString(directory.resolve(file), text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw ExitException.wrongInput(e.getFile() + " exists already", "Choose another name.");
        } catch (IOException e) {
            throw ExitException.cannotWrite(directory, e);
        }
    }

    private static Stream<Path> walk(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
