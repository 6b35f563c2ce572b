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
import lib.environment.Context;
import lib.maven.MavenCommand;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.JavaMigration;

/** Migrations and callbacks written in Java: classes of the packages db.migration and db.callback of the module. */
public class JavaMigrations {

    private static final List<String> PACKAGES = List.of("db/migration", "db/callback");

    /** Whether the module has any, compiled or not. */
    public static boolean exist(Context context) {
        return sources(context).stream()
                .anyMatch(directory -> !files(directory, ".java").isEmpty());
    }

    /** The directories that their sources are in, where there are any. */
    public static List<Path> sources(Context context) {
        Path module = MavenCommand.pom(context.project(), context.environment()).getParent();
        return PACKAGES.stream()
                .map(name -> module.resolve("src/main/java").resolve(name))
                .toList();
    }

    /** Adds them to what Flyway finds in the directories. */
    public static List<Callback> addTo(FluentConfiguration configuration, Context context) {
        Path module = MavenCommand.pom(context.project(), context.environment()).getParent();
        Path classes = module.resolve("target/classes");
        List<Callback> callbacks = new ArrayList<>();
        List<JavaMigration> migrations = new ArrayList<>();
        for (String name : PACKAGES) {
            List<Path> sources = files(module.resolve("src/main/java").resolve(name), ".java");
            for (Path source : sources) {
                Path compiled = classes.resolve(name)
                        .resolve(source.getFileName().toString().replace(".java", ".class"));
                if (Files.notExists(compiled)
                        || source.toFile().lastModified() > compiled.toFile().lastModified()) {
                    throw ExitException.workFailed(
                            context.project().show(source) + " is not compiled",
                            "Compile it first: manage.java mvn compile");
                }
                Object one = instance(
                        classes,
                        name.replace('/', '.') + "."
                                + source.getFileName().toString().replace(".java", ""),
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
                                    + " it needs other libraries, migrate from the application.")
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
