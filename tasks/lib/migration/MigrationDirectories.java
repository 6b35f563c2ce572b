//JAVA 17+

package lib.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.*;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.*;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lib.environment.Context;
import lib.maven.MavenCommand;
import lib.maven.PomFile;

/**
 * Where a project's migrations are: APPLICATION_MIGRATIONS, else the one directory of Flyway's usual name in its
 * modules; in a project without sources of Java, at its root.
 *
 * @param named the environment names them, so that they must be there
 * @param skipReason why nothing is to be migrated here, for people; null where it is
 */
public record MigrationDirectories(List<Path> directories, boolean named, String skipReason) {

    private static final String USUAL = "db/migration";
    private static final String RESOURCES = "src/main/resources";
    /** The value that says that there are none. */
    private static final String NONE = "none";

    private static final Set<String> POSTGRESQL = Set.of("postgresql", "postgres");
    private static final Set<String> OTHER_VENDORS =
            Set.of("h2", "hsqldb", "mysql", "mariadb", "oracle", "sqlserver", "mssql", "sqlite", "derby", "db2");
    private static final Set<String> NOT_SEARCHED = Set.of("target", "node_modules", "java", "test");

    public static MigrationDirectories of(Context context) {
        List<String> names = context.environment().list("APPLICATION_MIGRATIONS");
        boolean none = names.equals(List.of(NONE))
                || names.isEmpty()
                        && context.environment()
                                .written("APPLICATION_MIGRATIONS")
                                .isPresent();
        if (!names.isEmpty() && !none)
            return new MigrationDirectories(
                    names.stream().map(name -> named(context, name)).toList(), true, null);
        Optional<Path> pom = MavenCommand.findPom(context.project(), context.environment());
        Optional<String> database = oneOfSeveral(context);
        Path common = usual(context, pom.isPresent());
        Path usual = database.map(common::resolve).orElse(common);
        if (none)
            return new MigrationDirectories(
                    List.of(usual),
                    false,
                    context.environment().nameOf("APPLICATION_MIGRATIONS") + " is none: nothing is migrated here");
        List<Path> found = database.map(name -> ofDatabase(context, name))
                .orElseGet(() -> Files.isDirectory(usual) ? List.of(usual) : inResources(context, USUAL));
        if (found.size() == 1) return new MigrationDirectories(ofPostgres(found.get(0)), false, null);
        List<Path> liquibase = inResources(context, "db/changelog");
        boolean left = found.isEmpty()
                && (!liquibase.isEmpty()
                        || pom.filter(file -> PomFile.read(
                                                file, context.project().root())
                                        .mentions("liquibase"))
                                .isPresent());
        if (!left) return new MigrationDirectories(List.of(usual), false, null);
        String where = liquibase.isEmpty() ? "" : " (" + context.project().show(liquibase.get(0)) + ")";
        return new MigrationDirectories(
                List.of(usual),
                false,
                "Liquibase migrates" + where + ": that is left to the application and its build");
    }

    /** The name of the database, where there are others too. */
    private static Optional<String> oneOfSeveral(Context context) {
        return context.environment()
                .database()
                .filter(name -> context.environment().hasSeveralDatabases());
    }

    /** Those of the usual name in a module that is called like a database, and those of a database's name in them. */
    private static List<Path> ofDatabase(Context context, String database) {
        return inResources(context, USUAL).stream()
                .map(directory ->
                        Files.isDirectory(directory.resolve(database)) ? directory.resolve(database) : directory)
                .filter(directory -> StreamSupport.stream(
                                context.project().root().relativize(directory).spliterator(), false)
                        .anyMatch(part -> part.toString().equals(database)))
                .toList();
    }

    private static Path usual(Context context, boolean maven) {
        Path module = MavenCommand.module(context.project(), context.environment());
        boolean java = maven || Files.isDirectory(module.resolve("src/main"));
        return (java ? module.resolve(RESOURCES) : module).resolve(USUAL);
    }

    /** A path from the root of the repository, or a location as Flyway has it. */
    private static Path named(Context context, String name) {
        Path root = context.project().root();
        String place = name.replace("{vendor}", "postgresql");
        if (place.startsWith("filesystem:"))
            return root.resolve(place.substring("filesystem:".length())).normalize();
        boolean classpath = place.startsWith("classpath:");
        String path = place.replaceFirst("^classpath:/*", "");
        if (!classpath && Files.isDirectory(root.resolve(path))) return root.resolve(path);
        // only a location in the resources needs a module
        if (!classpath && Files.notExists(root.resolve("pom.xml"))) return root.resolve(path);
        List<Path> found = inResources(context, path);
        if (found.size() == 1 || classpath && !found.isEmpty()) return found.get(0);
        Path module = MavenCommand.module(context.project(), context.environment());
        return classpath ? module.resolve(RESOURCES).resolve(path) : root.resolve(path);
    }

    /** Directories of a path in the resources of the build's modules, without a POM in those of the repository. */
    private static List<Path> inResources(Context context, String path) {
        Path root = context.project().root();
        return below(
                MavenCommand.findPom(context.project(), context.environment())
                        .map(Path::getParent)
                        .orElse(root),
                path);
    }

    /** Directories of a path in the resources of the modules, the module itself before those below it. */
    private static List<Path> below(Path module, String path) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(module, Set.of(), 6, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    String name = String.valueOf(directory.getFileName());
                    if (!directory.equals(module) && (name.startsWith(".") || NOT_SEARCHED.contains(name)))
                        return FileVisitResult.SKIP_SUBTREE;
                    if (directory.endsWith(RESOURCES)) {
                        if (Files.isDirectory(directory.resolve(path))) found.add(directory.resolve(path));
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()));
        return found;
    }

    /** Where each database system has a directory of its own: PostgreSQL's, and what is common to all. */
    private static List<Path> ofPostgres(Path directory) {
        List<Path> entries;
        try (Stream<Path> found = Files.list(directory)) {
            entries = found.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Path> ours = entries.stream()
                .filter(entry -> Files.isDirectory(entry)
                        && POSTGRESQL.contains(entry.getFileName().toString()))
                .toList();
        boolean others = entries.stream()
                .anyMatch(entry -> Files.isDirectory(entry)
                        && OTHER_VENDORS.contains(entry.getFileName().toString()));
        boolean files = entries.stream().anyMatch(entry -> entry.toString().endsWith(".sql"));
        if (ours.size() != 1 || !others || files) return List.of(directory);
        Path common = directory.resolve("common");
        return Files.isDirectory(common) ? List.of(common, ours.get(0)) : ours;
    }
}
