//JAVA 17+

package lib.adoption;

import java.util.*;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.maven.XmlElement;

/**
 * An address of PostgreSQL that stands in a file as it is, and that no variable leads away from: the server has to be
 * there.
 *
 * @param where the file, with the line or the key
 * @param user as the file has it, or null
 * @param password as the file has it, or null
 * @param database or null
 */
record FixedAddress(String url, int port, String where, String user, String password, String database) {

    private static final Pattern LOCAL =
            Pattern.compile("(?:jdbc|r2dbc):postgresql://(?:localhost|127\\.0\\.0\\.1)[:/].*");

    /** @param led whether a variable goes before the settings of a key */
    static Optional<FixedAddress> of(RepositoryFacts facts, Profiles profiles, Predicate<String> led) {
        return inSources(facts.sources())
                .or(() -> inSettings(facts, profiles, led))
                .or(() -> inPoms(facts));
    }

    private static Optional<FixedAddress> inSources(Sources sources) {
        return sources.addresses.fixed.stream()
                .filter(each -> !sources.tests.withContainers.contains(each.file()))
                .filter(each -> sources.reach.reaches(each.file()))
                .max(Comparator.comparing(LiteralAddresses.Literal::test))
                .map(each -> new FixedAddress(
                        each.url(),
                        each.port(),
                        sources.files.show(each.file()) + ":" + each.line(),
                        each.login().user(),
                        each.login().password(),
                        each.database()));
    }

    /**
     * In a file that a test names, which goes before every variable, or where one variable cannot serve tests with
     * several databases.
     */
    private static Optional<FixedAddress> inSettings(RepositoryFacts facts, Profiles profiles, Predicate<String> led) {
        return facts.settings().all.stream()
                .filter(setting -> LOCAL.matcher(setting.value()).matches()
                        && !setting.value().contains("${"))
                .filter(setting -> facts.sources().tests.pinned(setting.file())
                        || !led.test(setting.key()) && (setting.test() || ofTests(profiles, setting.profile())))
                .findFirst()
                .map(setting -> of(facts, setting));
    }

    private static boolean ofTests(Profiles profiles, String profile) {
        return !profile.isEmpty() && profiles.all().contains(profile);
    }

    private static FixedAddress of(RepositoryFacts facts, Settings.Setting setting) {
        Map<Address.Role, String> login = new EnumMap<>(Address.Role.class);
        String parent = setting.key().replaceFirst("[^.]*$", "");
        facts.settings().all.stream()
                .filter(other -> other.file().equals(setting.file())
                        && other.profile().equals(setting.profile())
                        && other.key().startsWith(parent))
                .forEach(other -> {
                    String last = other.key().substring(parent.length());
                    if (last.matches("(?i)user(?:-?name)?")) login.put(Address.Role.USER, other.value());
                    if (last.matches("(?i)pass(?:word)?")) login.put(Address.Role.PASSWORD, other.value());
                });
        return new FixedAddress(
                setting.value(),
                Address.port(setting.value()),
                facts.show(setting.file()) + ": " + setting.key(),
                login.get(Address.Role.USER),
                login.get(Address.Role.PASSWORD),
                Address.database(setting.value()));
    }

    /** In the configuration of a plugin that every build runs; one in a property can be given to Maven. */
    private static Optional<FixedAddress> inPoms(RepositoryFacts facts) {
        for (Pom pom : facts.poms()) {
            for (XmlElement plugin : pom.plugins()) {
                // Flyway's variables go before its configuration
                if (plugin.text("artifactId").equals("flyway-maven-plugin") || !pom.runs(plugin)) continue;
                PluginConfiguration configuration = PluginConfiguration.of(plugin);
                // what Maven is told goes before the properties that it gives to tests
                List<String> texts = Pom.TEST_PLUGINS.contains(plugin.text("artifactId"))
                        ? configuration
                                .below("environmentVariables")
                                .map(XmlElement::text)
                                .toList()
                        : configuration.texts();
                for (String text : texts) {
                    Matcher address = LiteralAddresses.ADDRESS.matcher(text);
                    if (!address.find() || address.group("host") == null) continue;
                    return Optional.of(new FixedAddress(
                            address.group(),
                            LiteralAddresses.port(address),
                            facts.show(pom.file),
                            null,
                            null,
                            address.group("database")));
                }
            }
        }
        return Optional.empty();
    }
}
