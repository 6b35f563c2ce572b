//JAVA 17+

package lib.adoption;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The profiles that an application's tests run with, and what its settings come to in them. */
public class Profiles {

    enum Framework {
        SPRING,
        QUARKUS,
        MICRONAUT,
        /** Helidon, and whatever else has MicroProfile's configuration. */
        MICROPROFILE,
        DROPWIZARD,
        NONE;

        /** Whether it makes data sources by itself, of settings whose names are its own. */
        boolean makesDataSources() {
            return this == SPRING || this == QUARKUS || this == MICRONAUT;
        }

        /** Whether a setting is one of its own names, not of one that the application chose. */
        boolean owns(String key) {
            return switch (this) {
                case SPRING -> key.startsWith("spring.");
                case QUARKUS -> key.startsWith("quarkus.datasource.");
                case MICRONAUT ->
                    key.startsWith("datasources.default.") || key.startsWith("r2dbc.datasources.default.");
                default -> false;
            };
        }
    }

    final Framework framework;
    private final Settings settings;
    private final TestClasses tests;
    private final Map<String, String> known;

    Profiles(RepositoryFacts facts) {
        this.settings = facts.settings();
        this.tests = facts.sources().tests;
        this.known = facts.hints().variables;
        framework = framework(facts.project());
    }

    private static Framework framework(TestedProject project) {
        if (project.dependsOn("io\\.quarkus.*:.*")) return Framework.QUARKUS;
        if (project.dependsOn("org\\.springframework\\.boot:.*")) return Framework.SPRING;
        if (project.dependsOn("io\\.micronaut.*:.*")) return Framework.MICRONAUT;
        if (project.dependsOn("io\\.dropwizard:.*")) return Framework.DROPWIZARD;
        return project.dependsOn("io\\.helidon.*:.*|org\\.eclipse\\.microprofile.*:.*|io\\.smallrye\\.config:.*"
                        + "|io\\.openliberty.*:.*|fish\\.payara\\..*:.*|org\\.wildfly.*:.*")
                ? Framework.MICROPROFILE
                : Framework.NONE;
    }

    /** Spring's are named by the tests, the others have one of their own. */
    List<String> all() {
        if (framework != Framework.SPRING) return List.of("test");
        List<String> profiles = new ArrayList<>(tests.profiles);
        String active = settings.value("spring.profiles.active").orElse("");
        if (chosenBySetting())
            profiles.add(active.contains("$") || active.contains("@") ? "" : active.split(",")[0].strip());
        return profiles;
    }

    /** Whether there are tests whose profile is what a setting says, which a variable can change. */
    private boolean chosenBySetting() {
        return tests.withoutProfile || tests.profiles.isEmpty();
    }

    /** The first setting of a key that leads to PostgreSQL in a profile of Spring's that a variable could choose. */
    Optional<Settings.Setting> unused(String key) {
        if (!chosenBySetting()) return Optional.empty();
        List<String> used = all();
        return settings.says(key).stream()
                .filter(setting -> setting.profile().matches("[\\w-]+")
                        && !DatabaseDefaults.ofServers(setting.profile())
                        && !used.contains(setting.profile())
                        && Address.postgres(Placeholders.resolve(setting.value(), known)))
                .findFirst();
    }

    /**
     * Whether all tests come to PostgreSQL by a key: where some do not, a variable of its name would lead them astray.
     *
     * @param otherwise whether they do where the key is not set
     */
    boolean lead(String key, boolean otherwise) {
        for (String profile : all()) {
            Settings.Setting setting = settings.effective(key, profile);
            if (setting == null ? !otherwise : Address.foreign(Placeholders.resolve(setting.value(), known)))
                return false;
        }
        return true;
    }

    /** The first setting of a key that leads tests to a database of another kind; null where none does. */
    Settings.Setting elsewhere(String key) {
        return all().stream()
                .map(profile -> settings.effective(key, profile))
                .filter(setting -> setting != null && Address.foreign(Placeholders.resolve(setting.value(), known)))
                .findFirst()
                .orElse(null);
    }
}
