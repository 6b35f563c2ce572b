//JAVA 17+

package lib.adoption;

import java.util.*;
import java.util.function.Predicate;
import java.util.regex.Matcher;

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

    /** @param led whether a variable goes before the settings of a key */
    static Optional<FixedAddress> of(
            Sources sources, Settings settings, Profiles profiles, List<Pom> poms, Predicate<String> led) {
        return inSources(sources)
                .or(() -> inSettings(sources, settings, profiles, led))
                .or(() -> inPoms(sources, poms));
    }

    private static Optional<FixedAddress> inSources(Sources sources) {
        return sources.literals.stream()
                .filter(each -> !sources.withContainers.contains(each.file()))
                .max(Comparator.comparing(Sources.Literal::test))
                .map(each -> new FixedAddress(
                        each.url(),
                        each.port(),
                        sources.show(each.file()) + ":" + each.line(),
                        each.user(),
                        each.password(),
                        each.database()));
    }

    /**
     * In a file that a test names, which goes before every variable, or where one variable cannot serve tests with
     * several databases.
     */
    private static Optional<FixedAddress> inSettings(
            Sources sources, Settings settings, Profiles profiles, Predicate<String> led) {
        return settings.all.stream()
                .filter(setting ->
                        setting.value().matches("(?:jdbc|r2dbc):postgresql://(?:localhost|127\\.0\\.0\\.1)[:/].*")
                                && !setting.value().contains("${"))
                .filter(setting -> sources.pinned(setting.file())
                        || !led.test(setting.key())
                                && (setting.test()
                                        || !setting.profile().isEmpty()
                                                && profiles.all().contains(setting.profile())))
                .findFirst()
                .map(setting -> {
                    Map<Address.Role, String> login = new EnumMap<>(Address.Role.class);
                    String parent = setting.key().replaceFirst("[^.]*$", "");
                    settings.all.stream()
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
                            sources.show(setting.file()) + ": " + setting.key(),
                            login.get(Address.Role.USER),
                            login.get(Address.Role.PASSWORD),
                            Address.database(setting.value()));
                });
    }

    /** In the configuration of a plugin; one in a property can be given to Maven. */
    private static Optional<FixedAddress> inPoms(Sources sources, List<Pom> poms) {
        for (Pom pom : poms) {
            String text = ScriptFiles.text(pom.file)
                    .replaceAll("(?s)<properties>.*?</properties>|<!--.*?-->", "")
                    .replaceAll("(?s)<plugin>(?:(?!</plugin>).)*flyway-maven-plugin.*?</plugin>", "");
            Matcher address = Sources.ADDRESS.matcher(text);
            while (address.find()) {
                if (address.group("host") == null) continue;
                return Optional.of(new FixedAddress(
                        address.group(),
                        address.group("port") == null ? 5432 : Integer.parseInt(address.group("port")),
                        sources.show(pom.file),
                        null,
                        null,
                        address.group("database")));
            }
        }
        return Optional.empty();
    }
}
