//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.environment.Databases;

/**
 * How a repository's database gets its tables: by Flyway's migrations that we can apply, or by what the application
 * does itself.
 *
 * @param directories values of APPLICATION_MIGRATIONS, or of that of each database; none where the default does
 * @param variables variables of Flyway
 * @param note why they are not applied here, where that has to be said
 */
record Migrated(
        Survey.Finding finding,
        Map<String, List<String>> directories,
        Map<String, String> variables,
        Optional<String> note) {

    private static final String VARIABLE = "APPLICATION_MIGRATIONS";
    private static final List<String> NONE = List.of("none");

    static Migrated of(RepositoryFacts facts, Connections connections) {
        boolean flyway = uses(facts, "flyway-maven-plugin", ".*flyway.*:.*|.*:.*flyway.*");
        boolean liquibase = uses(
                facts,
                "liquibase-maven-plugin",
                "org\\.liquibase:.*|.*:.*liquibase.*|io\\.dropwizard:dropwizard-migrations");
        FlywayDirectories found = new FlywayDirectories(facts);
        if (liquibase)
            return left(
                    found.all.isEmpty() || !flyway ? "Liquibase" : "Flyway and Liquibase",
                    null,
                    buildFile(facts),
                    Map.of());
        if (!found.all.isEmpty()) return byFlyway(facts, found, flyway, connections);
        if (flyway) return left("Flyway", "no directory of SQL was found", buildFile(facts), Map.of());
        return new Migrated(new Survey.Finding("Migrations", "none", ""), Map.of(), Map.of(), Optional.empty());
    }

    private static String buildFile(RepositoryFacts facts) {
        return facts.show(facts.project().build().file);
    }

    private static boolean uses(RepositoryFacts facts, String plugin, String artifacts) {
        return facts.poms().stream()
                .anyMatch(
                        pom -> pom.dependsOn(artifacts) || !pom.plugins(plugin).isEmpty());
    }

    private static Migrated left(String what, String reason, String where, Map<String, String> variables) {
        return new Migrated(
                new Survey.Finding("Migrations", what + "; left to the application", where),
                Map.of(VARIABLE, NONE),
                variables,
                Optional.ofNullable(reason)
                        .map(why -> "The migrations are left to the application and its build: " + why + "."));
    }

    private static Migrated byFlyway(
            RepositoryFacts facts, FlywayDirectories found, boolean inApplication, Connections connections) {
        String where = String.join(", ", found.shown());
        int files = found.migrations();
        String what = "Flyway" + (files == 0 ? "" : ", " + files + " file") + (files > 1 ? "s" : "");
        FlywayConfiguration configuration = new FlywayConfiguration(facts);
        Map<String, FlywayDirectories> parts = parts(found, connections.databases);
        Optional<String> twice =
                parts.values().stream().flatMap(part -> part.twice().stream()).findFirst();
        Optional<Path> nobodys = found.all.stream()
                .filter(directory ->
                        parts.size() > 1 && connections.databases.of(directory).isEmpty())
                .findFirst();
        String obstacle = inApplication ? configuration.obstacle() : null;
        Optional<Path> ignored = found.ignored();
        String reason = null;
        if (!inApplication && connections.framework.makesDataSources()) reason = "Flyway is not among the dependencies";
        else if (ignored.isPresent()) reason = "Flyway would ignore " + facts.show(ignored.get());
        else if (twice.isPresent()) reason = "several migrations have the version " + twice.get();
        else if (nobodys.isPresent()) reason = facts.show(nobodys.get()) + " is not in the module of any database";
        else if (obstacle != null) reason = obstacle;
        if (reason != null) return left(what, reason, where, configuration.variables);
        configuration.schemasOf(connections.database.address);
        Map<String, List<String>> directories = new LinkedHashMap<>();
        parts.forEach((variable, part) -> {
            if (!variable.equals(VARIABLE) || !part.usual())
                directories.put(variable, part.all.isEmpty() ? NONE : part.shown());
        });
        return new Migrated(
                new Survey.Finding("Migrations", what, where), directories, configuration.variables, Optional.empty());
    }

    /** The directories of each database, by the variable that names them. */
    private static Map<String, FlywayDirectories> parts(FlywayDirectories found, ModuleDatabases databases) {
        if (databases.names.isEmpty()) return Map.of(VARIABLE, found);
        Map<String, FlywayDirectories> parts = new LinkedHashMap<>();
        for (String name : databases.names)
            parts.put(
                    Databases.variable(VARIABLE, name),
                    found.only(directory ->
                            databases.of(directory).filter(name::equals).isPresent()));
        return parts;
    }
}
