//JAVA 17+

package lib.adoption;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The variables that lead the addresses in an application's settings to the environment's database. */
class SettingsVariables {

    private static final Pattern URL_KEY =
            Pattern.compile("(?i)(?:.*[.\\]_-])?(?:(?:jdbc|reactive|r2dbc)[._-])?(?:jdbc-?)?(?:url|uri)");
    private static final Pattern DATABASE_KEY =
            Pattern.compile("(?i).*(?:datasource|jdbc|r2dbc|flyway|liquibase|db|database).*");
    private static final Pattern NAMED = Pattern.compile("(?:r2dbc\\.)?datasources\\..*"
            + "|quarkus\\.datasource\\.(?!jdbc\\.|reactive\\.)[^.]+\\.(?:jdbc\\.|reactive\\.)?url");
    static final String DRIVER = "org.postgresql.Driver";

    private final Settings settings;
    private final Map<String, String> known;
    private final Profiles profiles;
    private final EnvironmentVariables variables;
    private final Set<String> urlKeys = new LinkedHashSet<>();

    SettingsVariables(RepositoryFacts facts, Profiles profiles, EnvironmentVariables variables) {
        settings = facts.settings();
        known = facts.hints().variables;
        this.profiles = profiles;
        this.variables = variables;
    }

    void add() {
        settings.all.forEach(this::add);
    }

    private void add(Settings.Setting setting) {
        String value = Placeholders.resolve(setting.value(), known);
        boolean url = Address.postgres(value)
                || URL_KEY.matcher(setting.key()).matches()
                        && value.startsWith("${")
                        && DATABASE_KEY.matcher(setting.key()).matches();
        if (!url || value.matches("(?s).*(?:mysql|mongodb|redis):.*")) return;
        Address.variables(setting.value(), Address.Role.URL).forEach(variables::add);
        siblings(setting.key())
                .forEach((key, role) -> settings.all.stream()
                        .filter(other ->
                                other.key().equals(key) && other.profile().equals(setting.profile()))
                        .forEach(other -> Address.variables(other.value(), role).forEach(variables::add)));
        if (urlKeys.add(setting.key()) && Address.postgres(value) && profiles.lead(setting.key(), false))
            override(setting.key(), value);
    }

    /** The keys beside that of an address that hold its user, password and driver, as far as some file has them. */
    Map<String, Address.Role> siblings(String urlKey) {
        String parent = urlKey.replaceFirst("(?:jdbc|reactive)\\.url$", "").replaceFirst("[^.]*$", "");
        Map<String, Address.Role> all = new LinkedHashMap<>();
        for (Settings.Setting setting : settings.all) {
            if (!setting.key().startsWith(parent) || setting.key().indexOf('.', parent.length()) > 0) continue;
            String last = setting.key().substring(parent.length()).toLowerCase(Locale.ROOT);
            Address.Role role = Address.role(setting.key());
            if (parent.isEmpty() ? role == Address.Role.USER : last.matches("user(?:[-_]?name)?"))
                all.put(setting.key(), Address.Role.USER);
            if (parent.isEmpty() ? role == Address.Role.PASSWORD : last.matches("pass(?:word)?"))
                all.put(setting.key(), Address.Role.PASSWORD);
        }
        return all;
    }

    private void override(String key, String like) {
        variables.override(key, Address.url(like.replaceFirst("tc:", "")));
        siblings(key).forEach((sibling, role) -> variables.override(sibling, Address.value(role, null)));
        String parent = key.replaceFirst("(?:jdbc\\.)?[^.]*$", "");
        settings.matching("(?i)" + Pattern.quote(parent) + "(?:jdbc\\.)?driver(?:-?class)?(?:-?name)?").stream()
                .filter(setting -> setting.value().matches("org\\.testcontainers.*"))
                .forEach(setting -> variables.override(setting.key(), DRIVER));
    }

    /** Whether a setting is the address of a database. */
    boolean isAddress(Settings.Setting setting) {
        return urlKeys.contains(setting.key());
    }

    /** Whether a data source of Micronaut has an address, or one of Quarkus that is not the default one. */
    boolean hasNamedDatasource() {
        return urlKeys.stream().anyMatch(key -> NAMED.matcher(key).matches());
    }
}
