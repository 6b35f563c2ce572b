//JAVA 17+
//DEPS org.flywaydb:flyway-core:13.12.0

package lib.migration;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.*;
import java.util.*;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.base.OperatingSystem;
import lib.environment.Context;
import lib.maven.MavenCommand;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Migrations and callbacks written in Java: classes of the packages db.migration and db.callback of the module; of
 * several databases, classes of the package that each one's directory of migrations has the name of.
 */
public class JavaMigrations {

    private static final List<String> PACKAGES = List.of("db/migration", "db/callback");

    /** A package of a module, as a path. */
    private record Place(Path module, boolean maven, String name) {

        Path sources() {
            return module.resolve("src/main/java").resolve(name);
        }

        Path classes() {
            return module.resolve(maven ? "target/classes" : "build/classes/java/main");
        }
    }

    /** Whether there are any, compiled or not. */
    public static boolean exist(Context context) {
        return sources(context).stream()
                .anyMatch(directory -> !files(directory, ".java").isEmpty());
    }

    /** The directories that their sources are in, where there are any. */
    public static List<Path> sources(Context context) {
        return context.databases().stream()
                .flatMap(each -> places(each).stream())
                .map(Place::sources)
                .distinct()
                .toList();
    }

    /** Those of one database. */
    private static List<Place> places(Context context) {
        boolean maven =
                MavenCommand.findPom(context.project(), context.environment()).isPresent();
        if (context.environment().hasSeveralDatabases())
            return new MigrationFiles(context)
                    .directories.stream()
                            .flatMap(directory -> beside(directory, maven))
                            .toList();
        Path module = MavenCommand.module(context.project(), context.environment());
        return PACKAGES.stream().map(name -> new Place(module, maven, name)).toList();
    }

    /**
     * The package of the name that a directory has in the resources of its module, and that of the callbacks beside it.
     */
    private static Stream<Place> beside(Path directory, boolean maven) {
        for (Path module = directory.getParent(); module != null; module = module.getParent()) {
            Path resources = module.resolve("src/main/resources");
            if (!directory.startsWith(resources) || directory.equals(resources)) continue;
            Path name = resources.relativize(directory);
            Path found = module;
            return Stream.of(name, name.resolveSibling("callback"))
                    .map(each -> new Place(found, maven, OperatingSystem.slashed(each)));
        }
        return Stream.of();
    }

    /** Adds them to what Flyway finds in the directories. */
    public static List<Callback> addTo(FluentConfiguration configuration, Context context) {
        List<Callback> callbacks = new ArrayList<>();
        List<JavaMigration> migrations = new ArrayList<>();
        for (Place place : places(context)) {
            for (Path source : files(place.sources(), ".java")) {
                String name = source.getFileName().toString().replace(".java", "");
                Path compiled = place.classes().resolve(place.name()).resolve(name + ".class");
                if (Files.notExists(compiled)
                        || source.toFile().lastModified() > compiled.toFile().lastModified()) {
                    throw ExitException.workFailed(
                            context.project().show(source) + " is not compiled",
                            "Compile it first: " + (place.maven() ? "manage.java mvn compile" : "./gradlew classes"));
                }
                Object one = instance(
                        place.classes(),
                        place.name().replace('/', '.') + "." + name,
                        context.project().show(source));
                if (one instanceof JavaMigration migration) migrations.add(migration);
                if (one instanceof Callback callback) callbacks.add(callback);
            }
        }
        configuration.javaMigrations(migrations.toArray(JavaMigration[]::new));
        return callbacks;
    }

    private static Object instance(Path classes, String name, String source) {
        try {
            // stays open: the class may need others of the module while it runs
            URLClassLoader loader =
                    new URLClassLoader(new URL[] {classes.toUri().toURL()}, JavaMigrations.class.getClassLoader());
            Class<?> type = loader.loadClass(name);
            boolean usable = !java.lang.reflect.Modifier.isAbstract(type.getModifiers())
                    && (JavaMigration.class.isAssignableFrom(type) || Callback.class.isAssignableFrom(type));
            return usable ? type.getDeclaredConstructor().newInstance() : null;
        } catch (ReflectiveOperationException | IOException | LinkageError e) {
            throw ExitException.workFailed(
                            source + " cannot be used: " + e,
                            "A migration in Java can use only the JDK, Flyway and the module itself; if"
                                    + " it needs other libraries, let the application run the migrations.")
                    .because(e);
        }
    }

    private static List<Path> files(Path directory, String ending) {
        if (!Files.isDirectory(directory)) return List.of();
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
