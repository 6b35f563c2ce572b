//JAVA 17+

package lib.adoption;

import java.util.ArrayList;
import java.util.List;

/** The profiles that an application's tests run with, and what its settings come to in them. */
public class Profiles {

    enum Framework {
        SPRING,
        QUARKUS,
        MICRONAUT,
        NONE
    }

    final Framework framework;
    private final Settings settings;
    private final Sources sources;
    private final ServerHints hints;

    Profiles(List<Pom> poms, Settings settings, Sources sources, ServerHints hints) {
        this.settings = settings;
        this.sources = sources;
        this.hints = hints;
        framework = depends(poms, "io\\.quarkus.*:.*")
                ? Framework.QUARKUS
                : depends(poms, "org\\.springframework\\.boot:.*")
                        ? Framework.SPRING
                        : depends(poms, "io\\.micronaut.*:.*") ? Framework.MICRONAUT : Framework.NONE;
    }

    private static boolean depends(List<Pom> poms, String artifacts) {
        return poms.stream().anyMatch(pom -> pom.dependsOn(artifacts));
    }

    /** Spring's are named by the tests, the others have one of their own. */
    List<String> all() {
        if (framework != Framework.SPRING) return List.of("test");
        List<String> profiles = new ArrayList<>(sources.profiles);
        String active = settings.value("spring.profiles.active").orElse("");
        if (sources.testsWithoutProfile || profiles.isEmpty())
            profiles.add(active.contains("$") || active.contains("@") ? "" : active.split(",")[0].strip());
        return profiles;
    }

    /**
     * Whether all tests come to PostgreSQL by a key: where some do not, a variable of its name would lead them astray.
     *
     * @param otherwise whether they do where the key is not set
     */
    boolean lead(String key, boolean otherwise) {
        for (String profile : all()) {
            Settings.Setting setting = settings.effective(key, profile);
            if (setting == null ? !otherwise : Address.foreign(Placeholders.resolve(setting.value(), hints.variables)))
                return false;
        }
        return true;
    }

    /** The first setting of a key that leads tests to a database of another kind; null where none does. */
    Settings.Setting elsewhere(String key) {
        return all().stream()
                .map(profile -> settings.effective(key, profile))
                .filter(setting ->
                        setting != null && Address.foreign(Placeholders.resolve(setting.value(), hints.variables)))
                .findFirst()
                .orElse(null);
    }
}
