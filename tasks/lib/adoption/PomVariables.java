//JAVA 17+

package lib.adoption;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import lib.maven.XmlElement;

/** Properties of POMs that hold an address or a port; their users and passwords are those of the server. */
class PomVariables {

    private final RepositoryFacts facts;
    private final EnvironmentVariables variables;
    private final DatabaseDefaults database;

    PomVariables(RepositoryFacts facts, EnvironmentVariables variables, DatabaseDefaults database) {
        this.facts = facts;
        this.variables = variables;
        this.database = database;
    }

    void add() {
        Set<String> done = new HashSet<>();
        for (Pom pom : facts.poms()) {
            pom.properties().forEach((name, text) -> property(pom, name, pom.value(text), done));
            pom.plugins().forEach(plugin -> plugin(pom, plugin, done));
            if (pom.plugins("flyway-maven-plugin").isEmpty()) continue;
            variables.add("FLYWAY_URL", Address.url(null));
            variables.add("FLYWAY_USER", Address.USER);
            variables.add("FLYWAY_PASSWORD", Address.PASSWORD);
        }
    }

    private void plugin(Pom pom, XmlElement plugin, Set<String> done) {
        PluginConfiguration configuration = PluginConfiguration.of(plugin);
        // what Maven is told goes before what the tests get from it
        if (Pom.TEST_PLUGINS.contains(plugin.text("artifactId")))
            configuration
                    .below("systemPropertyVariables")
                    .forEach(each -> property(pom, each.name(), pom.value(each.text()), done));
        configuration.values("portName").stream()
                .filter(name -> Address.role(name) == Address.Role.PORT && done.add(name))
                .forEach(name -> variables.property(name, Address.PORT));
        if (pom.runs(plugin)) ofSettings(pom, configuration, done);
    }

    /** Settings of the application that a plugin reads into properties, so that another one comes to its database. */
    private void ofSettings(Pom pom, PluginConfiguration configuration, Set<String> done) {
        Map<String, String> named = new LinkedHashMap<>();
        configuration.texts().stream()
                .flatMap(text -> Placeholders.in(text).stream())
                .map(Placeholders.Placeholder::name)
                .filter(name -> pom.property(name) == null)
                .forEach(name -> facts.settings().value(name).ifPresent(value -> named.put(name, value)));
        if (named.values().stream().noneMatch(Address::postgres)) return;
        named.forEach((name, value) -> {
            Address.Role role = Address.postgres(value) ? Address.Role.URL : Address.role(name);
            if (role != null && done.add(name)) variables.property(name, Address.value(role, value));
        });
    }

    private void property(Pom pom, String name, String value, Set<String> done) {
        boolean port = Address.role(name) == Address.Role.PORT && value.matches("\\d{4,5}");
        if (!Address.postgres(value) && !port || !done.add(name)) return;
        if (port) {
            database.usualPort(Integer.parseInt(value));
            variables.property(name, Address.PORT);
            return;
        }
        database.address(value, facts.show(pom.file) + ": " + name);
        variables.property(name, Address.url(value));
        String parent = name.replaceFirst("[^._-]*$", "");
        database.login(value(pom, parent, Address.Role.USER), value(pom, parent, Address.Role.PASSWORD));
        database.name(Address.database(value));
    }

    /** The value of the property beside that has a role; null where there is none. */
    private static String value(Pom pom, String parent, Address.Role role) {
        Map<String, String> properties = pom.properties();
        return properties.keySet().stream()
                .filter(key -> key.startsWith(parent) && Address.role(key) == role)
                .findFirst()
                .map(pom::property)
                .orElse(null);
    }
}
