//JAVA 17+

package lib.adoption;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an application sets its Flyway, and whether ours would do the same. */
class FlywayConfiguration {

    private static final Pattern KEY = Pattern.compile(
            "(?i)(?:spring\\.flyway|quarkus\\.flyway|flyway\\.datasources\\.default)\\.(.+?)(?:\\[\\d+])?");
    /** What Flyway's variables can say in an environment file. */
    private static final Set<String> TRANSFERABLE = Set.of("schemas", "defaultschema", "table", "createschemas");

    private static final Set<String> HARMLESS = Set.of(
            "enabled",
            "locations",
            "url",
            "user",
            "username",
            "password",
            "baselineonmigrate",
            "baselineversion",
            "baselinedescription",
            "validateonmigrate",
            "cleandisabled",
            "cleanonvalidationerror",
            "outoforder",
            "connectretries",
            "encoding",
            "group",
            "migrateatstart",
            "cleanatstart",
            "validatemigrationnaming",
            "failonmissinglocations",
            "checklocation",
            "ignoremigrationpatterns",
            "driverclassname",
            "loggers",
            "repairatstart",
            "validateatstart",
            "baselineatstart");
    private static final Map<String, String> DEFAULTS = Map.of(
            "sqlmigrationprefix",
            "V",
            "repeatablesqlmigrationprefix",
            "R",
            "sqlmigrationseparator",
            "__",
            "sqlmigrationsuffixes",
            ".sql");
    private static final List<String> PLUGIN_SETTINGS =
            List.of("schemas", "schema", "table", "defaultSchema", "placeholders");
    private static final String PLACEHOLDERS = "placeholders.";

    /** Variables of Flyway that set ours alike. */
    final Map<String, String> variables = new LinkedHashMap<>();

    private final RepositoryFacts facts;

    FlywayConfiguration(RepositoryFacts facts) {
        this.facts = facts;
    }

    /** Why ours would not do the same; null where it would, with the variables. */
    String obstacle() {
        for (Settings.Setting setting : facts.settings().all) {
            Matcher key = KEY.matcher(setting.key());
            if (!key.matches() || !setting.profile().matches("|test")) continue;
            String obstacle = obstacle(setting, key.group(1));
            if (obstacle != null) return obstacle;
        }
        if (facts.poms().stream().anyMatch(FlywayConfiguration::old)) return "this Flyway is older than 5";
        for (Pom pom : facts.poms()) {
            if (pom.plugins("flyway-maven-plugin").stream()
                    .anyMatch(plugin -> !PluginConfiguration.of(plugin)
                            .elements(PLUGIN_SETTINGS::contains)
                            .isEmpty())) return "Flyway's plugin has settings of its own in " + facts.show(pom.file);
        }
        return null;
    }

    /** The schema that an address chooses for what is said without one, unless Flyway's settings say another. */
    void schemasOf(String address) {
        String schemas = Address.schemas(address);
        if (schemas != null && !variables.containsKey("FLYWAY_DEFAULT_SCHEMA"))
            variables.putIfAbsent("FLYWAY_SCHEMAS", schemas);
    }

    private String obstacle(Settings.Setting setting, String key) {
        String name = Settings.canonical(key);
        String value = Placeholders.resolve(setting.value(), Map.of());
        if (name.equals("enabled") && value.equals("false")) return switchedOff(setting);
        if (TRANSFERABLE.contains(name) && !value.contains("${")) {
            variables.merge(variable(key), value, (one, other) -> one.contains(other) ? one : one + "," + other);
        } else if (name.startsWith(PLACEHOLDERS) && !value.contains("${")) {
            variables.put(
                    "FLYWAY_PLACEHOLDERS_"
                            + key.substring(PLACEHOLDERS.length()).toUpperCase(Locale.ROOT),
                    value);
        } else if (!HARMLESS.contains(name) && !value.equals(DEFAULTS.get(name)) && !name.startsWith("postgresql.")) {
            return "Flyway has a setting of its own (" + setting.key() + " in " + facts.show(setting.file()) + ")";
        }
        return null;
    }

    private String switchedOff(Settings.Setting setting) {
        return setting.test() || !setting.profile().isEmpty()
                ? "tests switch Flyway off, in " + facts.show(setting.file())
                : "Flyway is switched off in " + facts.show(setting.file());
    }

    private static String variable(String key) {
        return "FLYWAY_"
                + key.replaceAll("([a-z])([A-Z])", "$1_$2").replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Before 5, Flyway kept its history under another name. */
    private static boolean old(Pom pom) {
        String version = pom.version("org\\.flywaydb:flyway-(?:core|maven-plugin)");
        String boot = pom.version("org\\.springframework\\.boot:spring-boot-(?:starter-parent|dependencies)");
        return version != null ? version.matches("[1-4]\\..*") : boot != null && boot.startsWith("1.");
    }
}
