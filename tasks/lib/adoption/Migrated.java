//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a repository's database gets its tables: by Flyway's migrations that we can apply, or by what the application
 * does itself.
 *
 * @param directories values of APPLICATION_MIGRATIONS; empty where the default does
 * @param variables variables of Flyway
 */
record Migrated(Survey.Finding finding, List<String> directories, Map<String, String> variables) {

    private static final String LEFT = "that is left to the application and its build";

    static Migrated of(RepositoryFacts facts, Profiles.Framework framework) {
        boolean flyway = uses(facts, "flyway-maven-plugin", ".*flyway.*:.*|.*:.*flyway.*");
        boolean liquibase = uses(
                facts,
                "liquibase-maven-plugin",
                "org\\.liquibase:.*|.*:.*liquibase.*|io\\.dropwizard:dropwizard-migrations");
        FlywayDirectories found = new FlywayDirectories(facts);
        if (liquibase)
            return left(found.all.isEmpty() || !flyway ? "Liquibase" : "Flyway and Liquibase", LEFT, buildFile(facts));
        if (!found.all.isEmpty()) return byFlyway(facts, found, flyway, framework);
        if (flyway) return left("Flyway", "no directory of SQL was found: " + LEFT, buildFile(facts));
        return new Migrated(new Survey.Finding("Migrations", "none", ""), List.of(), Map.of());
    }

    private static String buildFile(RepositoryFacts facts) {
        return facts.show(facts.project().build().file);
    }

    private static boolean uses(RepositoryFacts facts, String plugin, String artifacts) {
        return facts.poms().stream()
                .anyMatch(
                        pom -> pom.dependsOn(artifacts) || !pom.plugins(plugin).isEmpty());
    }

    private static Migrated left(String what, String reason, String where) {
        return left(what, reason, where, Map.of());
    }

    private static Migrated left(String what, String reason, String where, Map<String, String> variables) {
        return new Migrated(
                new Survey.Finding("Migrations", what + "; not applied here: " + reason, where),
                List.of("none"),
                variables);
    }

    private static Migrated byFlyway(
            RepositoryFacts facts, FlywayDirectories found, boolean inApplication, Profiles.Framework framework) {
        String where = String.join(", ", found.shown());
        int files = found.migrations();
        String what = "Flyway" + (files == 0 ? "" : ", " + files + " file") + (files > 1 ? "s" : "");
        FlywayConfiguration configuration = new FlywayConfiguration(facts);
        String obstacle = inApplication ? configuration.obstacle() : null;
        Optional<Path> ignored = found.ignored();
        String reason = null;
        if (!inApplication && framework.makesDataSources()) reason = "Flyway is not among the dependencies";
        else if (ignored.isPresent()) reason = "Flyway would ignore " + facts.show(ignored.get()) + ": " + LEFT;
        else if (found.twice().isPresent())
            reason = "several migrations have the version " + found.twice().get() + ": " + LEFT;
        else if (obstacle != null) reason = obstacle + ": " + LEFT;
        if (reason != null) return left(what, reason, where, configuration.variables);
        return new Migrated(
                new Survey.Finding("Migrations", what, where),
                found.usual() ? List.of() : found.shown(),
                configuration.variables);
    }
}
