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

/** The folders of a project's migrations, and the files in them. */
public class MigrationFiles {

    /** The script that compares migrations with the schema that is wanted. */
    public static final String SCRIPT = "tasks/schema.java";

    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private final Context context;
    private final MigrationNames names;
    private final boolean named;
    public final List<Path> folders;
    private final String skipReason;

    public MigrationFiles(Context context) {
        this.context = context;
        names = MigrationNames.of(context.environment());
        MigrationFolders found = MigrationFolders.of(context);
        named = found.named();
        folders = found.folders();
        skipReason = found.skipReason();
    }

    /** Why nothing is to be migrated here; empty where it is. */
    public Optional<String> skipReason() {
        return Optional.ofNullable(skipReason);
    }

    /** Whether there is any folder to migrate from; a folder that the environment names must be there. */
    public boolean exist() {
        if (skipReason != null) return false;
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) continue;
            if (!named) return false;
            throw ExitException.wrongInput(
                    "APPLICATION_MIGRATIONS names " + context.project().show(folder) + ", which is not a folder",
                    "Correct config/" + context.environment().name + ".json, or create the folder.");
        }
        return true;
    }

    /** The schema that is wanted: APPLICATION_SCHEMA, else db/schema.sql beside the folder of the migrations. */
    public Path schema() {
        String name = context.environment().get("APPLICATION_SCHEMA", null);
        return name != null
                ? context.project().root().resolve(name)
                : folders.get(0).resolveSibling("schema.sql");
    }

    public String where() {
        return folders.stream().map(context.project()::show).collect(Collectors.joining(", "));
    }

    /** The migrations, in the order of their names. */
    public List<Path> all() {
        check();
        return folders.stream()
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
     * Makes the folders and the file of the schema, where they are missing.
     *
     * @param content of that file
     */
    public void prepare(String content) {
        try {
            for (Path folder : folders) Files.createDirectories(folder);
            if (Files.notExists(schema())) Files.writeString(schema(), content);
        } catch (IOException e) {
            throw ExitException.cannotWrite(schema(), e);
        }
    }

    /** The file that undoes a version. */
    public Path undo(String version) {
        return Stream.concat(Stream.of(undoFolder()).filter(Files::isDirectory), folders.stream())
                .flatMap(MigrationFiles::walk)
                .filter(file -> names.undoes(file.getFileName().toString(), version))
                .findFirst()
                .orElseThrow(() -> ExitException.workFailed(
                        "there is no file that undoes " + version,
                        "Write " + context.project().show(undoFolder()) + "/" + names.undoFile(version, "NAME")
                                + "; next time, migrate diff --with-undo writes it."));
    }

    /**
     * Beside the migrations, not among them: there the free Flyway refuses such files where it is told to be strict
     * about names.
     */
    private Path undoFolder() {
        return folders.get(0).resolveSibling("undo");
    }

    /** Flyway ignores a file whose name it does not understand, without a word; here that is an error. */
    public void check() {
        if (skipReason != null)
            throw ExitException.wrongInput(
                    skipReason, "If Flyway is to migrate, name the folders in APPLICATION_MIGRATIONS.");
        if (!exist()) {
            throw ExitException.wrongInput(
                    "there is no folder " + where(),
                    "Write a first migration with: manage.java migrate new NAME, or set APPLICATION_MIGRATIONS.");
        }
        for (Path folder : folders) {
            walk(folder)
                    .filter(file -> names.mistaken(file.getFileName().toString()))
                    .findFirst()
                    .ifPresent(file -> {
                        throw ExitException.wrongInput(
                                "Flyway would ignore " + context.project().show(file)
                                        + ": its name is not that of a migration",
                                "A name looks like " + names.examples() + "; move other files out of the folder.");
                    });
        }
    }

    /** Writes a migration whose version is the current time in UTC. */
    public Path create(String name, String sql) {
        return write(folders.get(0), names.file(free(), words(name)), name, sql);
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
        return write(undoFolder(), names.undoFile(version, words(name)), name, sql);
    }

    /** A version that no file has. */
    private String free() {
        Instant time = Instant.now();
        while (exist() && folders.stream().anyMatch(versionTaken(VERSION.format(time)))) time = time.plusSeconds(1);
        return VERSION.format(time);
    }

    private Predicate<Path> versionTaken(String version) {
        return folder -> walk(folder)
                .anyMatch(file -> names.version(file.getFileName().toString())
                        .filter(version::equals)
                        .isPresent());
    }

    private static String words(String name) {
        String words = name.strip().replaceAll("[^\\p{L}\\p{N}]+", "_").replaceAll("^_|_$", "");
        if (words.isEmpty())
            throw ExitException.wrongInput(
                    "\"" + name + "\" does not make a file name",
                    "Use letters and digits: migrate new \"create users\"");
        return words.toLowerCase(Locale.ROOT);
    }

    private static Path write(Path folder, String file, String name, String sql) {
        return write(folder, file, "-- " + name.strip() + "\n" + sql);
    }

    private static Path write(Path folder, String file, String text) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve(file), text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw ExitException.wrongInput(e.getFile() + " exists already", "Choose another name.");
        } catch (IOException e) {
            throw ExitException.cannotWrite(folder, e);
        }
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
