//JAVA 17+
//DEPS org.slf4j:slf4j-nop:2.0.20
//DEPS org.flywaydb:flyway-core:13.12.0
//DEPS org.flywaydb:flyway-database-postgresql:13.12.0
//SOURCES Context.java Database.java Maven.java SqlScript.java

import java.io.*;
import java.nio.file.*;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.*;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.*;
import org.flywaydb.core.api.output.ValidateResult;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/** The migrations of a project, through Flyway. */
public class Migrations {

    private static final DateTimeFormatter VERSION = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    /** What Flyway takes for a migration; anything else that ends in .sql is a callback, or a name it ignores in silence. */
    private static final Pattern MIGRATION = Pattern.compile("(?:[VUB]\\d+(?:[._]\\d+)*|R)__.+\\.sql");
    private static final Pattern HARMLESS = Pattern.compile("\\..*|README.*|.+\\.sql\\.conf");
    private static final Set<String> CALLBACKS = Arrays.stream(Event.values()).map(Event::getId).collect(Collectors.toSet());

    private final Context context;
    private final List<Path> folders;
    private final boolean named;

    public Migrations(Context context) {
        this.context = context;
        Path root = context.project().root();
        List<String> names = context.environment().list("APPLICATION_MIGRATIONS");
        named = !names.isEmpty();
        folders = named ? names.stream().map(root::resolve).toList()
            : List.of(Maven.pom(context.project(), context.environment()).resolveSibling("src/main/resources/db/migration"));
    }

    /** Whether there is any folder to migrate from; a folder that the environment names must be there. */
    public boolean exist() {
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) continue;
            if (!named) return false;
            throw Stop.wrongInput("APPLICATION_MIGRATIONS names " + context.project().show(folder) + ", which is no folder", "Correct config/" + context.environment().name + ".json, or create the folder.");
        }
        return true;
    }

    public String where() {
        return folders.stream().map(context.project()::show).collect(Collectors.joining(", "));
    }

    /** Applies what is pending and returns how many migrations that were. */
    public int up(PrintStream report) {
        return with(report, flyway -> flyway.migrate().migrationsExecuted);
    }

    public MigrationInfo[] info() {
        return with(null, flyway -> flyway.info().all());
    }

    /** Compares what was applied with the files. */
    public void validate() {
        ValidateResult result = with(null, Flyway::validateWithResult);
        if (result.validationSuccessful) return;
        String what = result.invalidMigrations.stream().map(m -> m.errorDetails.errorMessage.lines().findFirst().orElse(""))
            .distinct().collect(Collectors.joining("; "));
        throw Stop.workFailed("the migrations do not agree with the database: " + (what.isEmpty() ? result.getAllErrorMessages() : what),
            "Apply what is pending with: manage.java migrate. An applied file must not be edited: write a new migration instead.");
    }

    /** Writes an empty migration whose version is the current time in UTC. */
    public Path create(String name) {
        String words = name.strip().replaceAll("[^\\p{L}\\p{N}]+", "_").replaceAll("^_|_$", "");
        if (words.isEmpty()) throw Stop.wrongInput("\"" + name + "\" gives no name for a file", "Use letters and digits: migrate new \"create users\"");
        Path folder = folders.get(0);
        Instant time = Instant.now();
        try {
            Files.createDirectories(folder);
            while (versionTaken(folder, VERSION.format(time))) time = time.plusSeconds(1);
            Path file = folder.resolve("V" + VERSION.format(time) + "__" + words.toLowerCase() + ".sql");
            return Files.writeString(file, "-- " + name.strip() + "\n", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw Stop.wrongInput(e.getFile() + " is there already", "Choose another name.");
        } catch (IOException e) {
            throw Stop.cannotWrite(folder, e);
        }
    }

    private static boolean versionTaken(Path folder, String version) {
        return walk(folder).anyMatch(file -> file.getFileName().toString().startsWith("V" + version + "__"));
    }

    /** The migration files, in the order of their names. */
    public List<Path> files() {
        check();
        return folders.stream().flatMap(Migrations::walk).filter(file -> MIGRATION.matcher(file.getFileName().toString()).matches()).sorted().toList();
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flyway ignores a file whose name it does not understand, without a word; here that is an error. */
    private void check() {
        if (!exist()) {
            throw Stop.wrongInput("there is no folder " + where(), "Write a first migration with: manage.java migrate new NAME, or set APPLICATION_MIGRATIONS.");
        }
        for (Path folder : folders) {
            walk(folder).filter(file -> !understood(file.getFileName().toString())).findFirst().ifPresent(file -> {
                throw Stop.wrongInput("Flyway would ignore " + context.project().show(file) + ": its name is not that of a migration",
                    "A name looks like V20260131120000__create_users.sql or R__views.sql (two underscores); move other files out of the folder.");
            });
        }
    }

    private static boolean understood(String name) {
        if (MIGRATION.matcher(name).matches() || HARMLESS.matcher(name).matches()) return true;
        return name.endsWith(".sql") && CALLBACKS.contains(name.replaceFirst("(?:__.*)?\\.sql$", ""));
    }

    private <T> T with(PrintStream report, Function<Flyway, T> work) {
        check();
        Database database = Database.application(context.environment());
        // a server that is not there gets our words, not Flyway's
        try (Connection connection = database.connect()) {
            var configuration = Flyway.configure().loggers("slf4j").dataSource(database.source())
                .locations(folders.stream().map(folder -> "filesystem:" + folder).toArray(String[]::new));
            if (report != null) configuration.callbacks(new Reporter(report));
            return work.apply(configuration.load());
        } catch (FlywayException | SQLException e) {
            throw failed(e);
        }
    }

    private Stop failed(Exception e) {
        boolean rolledBack = !(e instanceof FlywayMigrateException migrate) || migrate.isExecutableInTransaction();
        String after = rolledBack ? "It was rolled back: the schema is as it was before this migration. Correct it and run it again."
            : "It does not run in a transaction: what its earlier statements did is done. Undo that, then correct it and run it again.";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlywaySqlScriptException script && script.getCause() instanceof SQLException sql) {
                String file = script.getResource() == null ? "the migration" : context.project().show(Path.of(script.getResource().getAbsolutePathOnDisk()));
                // Flyway counts from the first word, and shows the comments before it too
                int line = script.getLineNumber() - SqlScript.linesBeforeCommand(script.getStatement());
                return SqlScript.failed(sql, script.getStatement(), line, file).and(after);
            }
        }
        return Stop.workFailed("migration failed: " + e.getMessage().strip(), after).because(e);
    }

    /** Names each migration as it is applied. */
    private static class Reporter extends BaseCallback {

        private final PrintStream out;
        private long started;

        Reporter(PrintStream out) {
            this.out = out;
        }

        @Override
        public boolean supports(Event event, org.flywaydb.core.api.callback.Context flyway) {
            return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
        }

        @Override
        public void handle(Event event, org.flywaydb.core.api.callback.Context flyway) {
            if (event == Event.BEFORE_EACH_MIGRATE) {
                started = System.nanoTime();
            } else {
                out.printf("%s  %d ms%n", flyway.getMigrationInfo().getScript(), (System.nanoTime() - started) / 1_000_000);
            }
        }
    }
}
