//JAVA 17+

package lib.adoption;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Properties of POMs that hold an address or a port; their users and passwords are those of the server. */
class PomVariables {

    private final RepositoryFacts facts;
    private final EnvironmentVariables variables;
    private final List<String> arguments;
    private final DatabaseDefaults database;

    /** @param arguments for Maven; those that set the properties are added to them */
    PomVariables(
            RepositoryFacts facts, EnvironmentVariables variables, List<String> arguments, DatabaseDefaults database) {
        this.facts = facts;
        this.variables = variables;
        this.arguments = arguments;
        this.database = database;
    }

    void add() {
        Set<String> done = new HashSet<>();
        for (Pom pom : facts.poms()) {
            pom.properties().forEach((name, text) -> property(pom, name, pom.value(text), done));
            if (pom.plugins("flyway-maven-plugin").isEmpty()) continue;
            variables.add("FLYWAY_URL", Address.url(null));
            variables.add("FLYWAY_USER", Address.USER);
            variables.add("FLYWAY_PASSWORD", Address.PASSWORD);
        }
    }

    private void property(Pom pom, String name, String value, Set<String> done) {
        boolean port = Address.role(name) == Address.Role.PORT && value.matches("\\d{4,5}");
        if (!Address.postgres(value) && !port || !done.add(name)) return;
        if (port) {
            database.usualPort(Integer.parseInt(value));
            arguments.add("-D" + name + "=" + Address.PORT);
            return;
        }
        database.address(value, facts.show(pom.file) + ": " + name);
        arguments.add("-D" + name + "=" + Address.url(value));
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
