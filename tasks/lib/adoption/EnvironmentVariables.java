//JAVA 17+

package lib.adoption;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Variables for the environment file, in their order there; the first value of a name stays. */
class EnvironmentVariables {

    /** Those of ours stand in the file anyway. */
    private static final String OURS = "POSTGRES_(?:USER|PASSWORD|HOSTNAME|PORT|DB)|APPLICATION_DB";

    final Map<String, String> all = new LinkedHashMap<>();
    /** Those whose values git does not have, and so this file neither. */
    final Set<String> secrets = new LinkedHashSet<>();

    private final Profiles.Framework framework;

    EnvironmentVariables(Profiles.Framework framework) {
        this.framework = framework;
    }

    void add(String name, String value) {
        if (name.matches("[A-Za-z_][A-Za-z0-9_]*") && !name.matches(OURS)) all.putIfAbsent(name, value);
    }

    void addLogin(String prefix) {
        add(prefix + "_USERNAME", Address.USER);
        add(prefix + "_PASSWORD", Address.PASSWORD);
    }

    /** Sets what wins over every file: the variable of the key's own name. */
    void override(String key, String value) {
        add(nameOf(key), value);
    }

    boolean overrides(String key) {
        return all.containsKey(nameOf(key));
    }

    /** The variable that the framework takes for a key. */
    private String nameOf(String key) {
        String plain = framework == Profiles.Framework.SPRING
                ? key.replace("-", "")
                : key.replaceAll("([a-z])([A-Z])", "$1-$2");
        return plain.replaceAll("[^A-Za-z0-9]+$", "")
                .replaceAll("\\[(\\d+)]", "_$1")
                .replaceAll("[^A-Za-z0-9]", "_")
                .toUpperCase(Locale.ROOT);
    }
}
