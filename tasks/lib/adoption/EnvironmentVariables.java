//JAVA 17+

package lib.adoption;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Variables for the environment file, in their order there; the first value of a name stays. */
class EnvironmentVariables {

    /** Those of ours stand in the file anyway. */
    private static final String OURS = "POSTGRES_(?:USER|PASSWORD|HOSTNAME|PORT|DB)|APPLICATION_DB";

    /** Before the keys that Dropwizard takes from system properties. */
    private static final String DROPWIZARD = "dw.";

    final Map<String, String> all = new LinkedHashMap<>();
    /** Those whose values git does not have, and so this file neither. */
    final Set<String> secrets = new LinkedHashSet<>();

    /** Arguments for Maven, which set what no variable does. */
    final List<String> arguments = new ArrayList<>();

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

    /** A system property for Maven and for the tests; the first value of a name stays. */
    void property(String name, String value) {
        if (arguments.stream().noneMatch(argument -> argument.startsWith("-D" + name + "=")))
            arguments.add("-D" + name + "=" + value);
    }

    /** Sets what wins over every file: the variable of the key's own name, or a system property. */
    void override(String key, String value) {
        if (framework == Profiles.Framework.DROPWIZARD) property(DROPWIZARD + key, value);
        else add(nameOf(key), value);
    }

    boolean overrides(String key) {
        return framework == Profiles.Framework.DROPWIZARD
                ? arguments.stream().anyMatch(argument -> argument.startsWith("-D" + DROPWIZARD + key + "="))
                : all.containsKey(nameOf(key));
    }

    /** The variable that the framework takes for a key. */
    String nameOf(String key) {
        String plain = switch (framework) {
            case SPRING -> key.replace("-", "");
            case MICRONAUT -> key.replaceAll("([a-z])([A-Z])", "$1-$2");
            // MicroProfile's rule: what is no letter and no digit becomes an underscore
            default -> key;
        };
        return plain.replaceAll("[^A-Za-z0-9]+$", "")
                .replaceAll("\\[(\\d+)]", "_$1")
                .replaceAll("[^A-Za-z0-9]", "_")
                .toUpperCase(Locale.ROOT);
    }
}
