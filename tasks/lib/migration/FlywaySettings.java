//JAVA 17+

package lib.migration;

import java.util.*;
import lib.base.ExitException;
import lib.environment.Environment;

/**
 * Flyway's own settings in an environment file, by the names that Flyway gives its variables: FLYWAY_SCHEMAS,
 * FLYWAY_TABLE, FLYWAY_PLACEHOLDER_REPLACEMENT. What manage.java settles itself, the server and the directories, is not
 * among them.
 */
public class FlywaySettings {

    private static final String PREFIX = "FLYWAY_";
    private static final String PLACEHOLDERS = PREFIX + "PLACEHOLDERS_";
    private static final String SETTLED = PREFIX + "POSTGRESQL_";
    private static final Set<String> OURS = Set.of(
            "FLYWAY_URL",
            "FLYWAY_USER",
            "FLYWAY_PASSWORD",
            "FLYWAY_LOCATIONS",
            "FLYWAY_CONFIG_FILES",
            "FLYWAY_CLEAN_DISABLED");

    /** As Flyway's properties: flyway.schemas. */
    public static Map<String, String> of(Environment environment) {
        Map<String, String> settings = new TreeMap<>();
        for (Environment.Variable variable : environment.variables()) {
            String name = variable.name();
            if (name.startsWith(PREFIX)
                    && !name.startsWith(PLACEHOLDERS)
                    && !name.startsWith(SETTLED)
                    && !OURS.contains(name))
                settings.put("flyway." + property(name.substring(PREFIX.length())), variable.text());
        }
        return settings;
    }

    /**
     * What stands in migrations as {@code ${name}}, by names in lower case: only what is meant to be, as the
     * application's own Flyway knows no other variable, and a password does not belong into a table.
     */
    public static Map<String, String> placeholders(Environment environment) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Environment.Variable variable : environment.variables()) {
            String name = variable.name();
            if (!name.startsWith(PLACEHOLDERS)) continue;
            if (variable.secret())
                throw ExitException.wrongInput(
                        name + " holds a secret, which a migration would write into the database",
                        "Remove it from config/" + environment.name + ".json.");
            all.put(name.substring(PLACEHOLDERS.length()).toLowerCase(Locale.ROOT), variable.text());
        }
        return all;
    }

    /** DEFAULT_SCHEMA is defaultSchema. */
    static String property(String name) {
        StringBuilder property = new StringBuilder();
        for (String word : name.toLowerCase(Locale.ROOT).split("_")) {
            property.append(
                    property.length() == 0 || word.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return property.toString();
    }
}
