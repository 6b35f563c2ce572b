//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.adoption;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.maven.XmlElement;
import tools.jackson.databind.json.JsonMapper;

/** Profiles of the POMs that no build has unless they are named, and that choose PostgreSQL. */
class PomProfiles {

    private static final String NAMES = "(?i)(?:.*[\\W_])?(?:postgres\\w*|pgsql|psql|pg)(?:[\\W_\\d].*)?";

    /** @param properties as they are written */
    private record Profile(Pom pom, String id, Map<String, String> properties) {

        /** A property that has a role in an address, with its value. */
        Stream<Map.Entry<String, String>> having(Address.Role role) {
            return properties.entrySet().stream()
                    .map(property -> Map.entry(property.getKey(), value(property.getValue())))
                    .filter(property -> role == Address.Role.URL
                            ? Address.postgres(property.getValue())
                            : Address.role(property.getKey()) == role);
        }

        private String value(String text) {
            return Placeholders.resolve(pom.value(Placeholders.resolve(text, properties)), Map.of());
        }

        Optional<String> first(Address.Role role) {
            return having(role).map(Map.Entry::getValue).findFirst();
        }
    }

    private final RepositoryFacts facts;
    private final List<Profile> profiles = new ArrayList<>();

    PomProfiles(RepositoryFacts facts) {
        this.facts = facts;
        for (Pom pom : facts.poms()) {
            for (XmlElement profile : pom.optionalProfiles()) {
                Map<String, String> properties = new LinkedHashMap<>();
                profile.at("properties")
                        .flatMap(all -> all.children().stream())
                        .forEach(property -> properties.put(property.name(), property.text()));
                Profile each = new Profile(pom, String.valueOf(profile.text("id")), properties);
                boolean chooses =
                        each.id.matches(NAMES) || each.first(Address.Role.URL).isPresent();
                if (chooses && profiles.stream().noneMatch(other -> other.id.equals(each.id))) profiles.add(each);
            }
        }
    }

    /** Several that have nothing but the name choose among versions. */
    private boolean isVersion(Profile profile) {
        return isNameOnly(profile)
                && profiles.stream().filter(PomProfiles::isNameOnly).count() > 1;
    }

    private static boolean isNameOnly(Profile profile) {
        return profile.first(Address.Role.URL).isEmpty();
    }

    /** Where nothing else tells of the database, they may. */
    void complete(DatabaseDefaults database) {
        for (Profile profile : profiles) {
            profile.having(Address.Role.URL).findFirst().ifPresent(url -> {
                database.address(
                        url.getValue(),
                        facts.show(profile.pom.file) + ": " + url.getKey() + " of the profile " + profile.id);
                database.name(Address.database(url.getValue()));
                database.usualPort(Address.port(url.getValue()));
                database.login(
                        profile.first(Address.Role.USER).orElse(null),
                        profile.first(Address.Role.PASSWORD).orElse(null));
            });
        }
    }

    /** @param arguments those that Maven gets anyway */
    List<String> notes(List<String> arguments) {
        return profiles.stream()
                .filter(profile -> !isVersion(profile))
                .map(profile -> "The profile " + profile.id + " of " + facts.show(profile.pom.file)
                        + " chooses PostgreSQL, and is active only if it is named. If the tests need it, "
                        + (arguments.isEmpty() ? "add to" : "change in") + " config/testing.json: "
                        + line(profile, arguments))
                .toList();
    }

    private static String line(Profile profile, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add("-P" + profile.id);
        for (Address.Role role : List.of(Address.Role.URL, Address.Role.USER, Address.Role.PASSWORD)) {
            profile.having(role)
                    .map(property -> "-D" + property.getKey() + "=" + Address.value(role, property.getValue()))
                    .filter(argument -> !all.contains(argument))
                    .forEach(all::add);
        }
        JsonMapper mapper = JsonMapper.shared();
        return "{\"name\": \"APPLICATION_MAVEN_ARGS\", \"value\": "
                + all.stream().map(mapper::writeValueAsString).collect(Collectors.joining(", ", "[", "]")) + "}";
    }
}
