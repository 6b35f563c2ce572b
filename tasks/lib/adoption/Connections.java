//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.*;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How an application and its tests are told of their database: by which variables, system properties or fixed
 * addresses.
 */
public class Connections {

    private static final Pattern URL_KEY =
            Pattern.compile("(?i)(?:.*[.\\]_-])?(?:(?:jdbc|reactive|r2dbc)[._-])?(?:jdbc-?)?(?:url|uri)");
    private static final String DRIVER = "org.postgresql.Driver";

    final Profiles.Framework framework;
    /** Variables for the environment file, in the order in which they are to stand there. */
    final Map<String, String> variables = new LinkedHashMap<>();
    /** Arguments for Maven. */
    final List<String> arguments = new ArrayList<>();
    /** What a reader should know, a sentence each. */
    final List<String> notes = new ArrayList<>();
    /** The address as the project has it, and where; null where it has none. */
    String found;

    String foundIn;
    String user;
    String password;
    String database;
    /** The port that the server must have; 0 for any. */
    int fixedPort;
    /** The port of the project's own development database. */
    int usualPort;

    private final Settings settings;
    private final Sources sources;
    private final ServerHints hints;
    private final List<Pom> poms;
    private final Profiles profiles;
    private final Set<String> urlKeys = new LinkedHashSet<>();

    Connections(Settings settings, Sources sources, ServerHints hints, List<Pom> poms) {
        this.settings = settings;
        this.sources = sources;
        this.hints = hints;
        this.poms = poms;
        profiles = new Profiles(poms, settings, sources, hints);
        framework = profiles.framework;
        fromSettings();
        if (framework != Profiles.Framework.NONE) usual();
        fromCode();
        fromPoms();
        fixed();
        values();
        others();
    }

    /**
     * What has nothing to do with a database and is set nowhere but in examples and compose files: the application
     * would not start without.
     */
    private void others() {
        Stream.concat(
                        settings.all.stream()
                                .filter(setting -> setting.profile().isEmpty()
                                        || profiles.all().contains(setting.profile()))
                                .flatMap(setting -> Placeholders.deep(setting.value()).stream())
                                .filter(placeholder -> placeholder.fallback() == null)
                                .map(Placeholders.Placeholder::name),
                        sources.variablesInCode.stream())
                .filter(name -> Address.role(name) == null
                        && !hints.shared.getOrDefault(name, "").isBlank())
                .forEach(name -> variable(name, hints.shared.get(name).replace("${", "$${")));
    }

    boolean dependsOn(String artifacts) {
        return poms.stream().anyMatch(pom -> pom.dependsOn(artifacts));
    }

    /** Whether a driver of PostgreSQL is among the dependencies. */
    boolean driver() {
        return dependsOn(
                "(?:org\\.)?postgresql:.*|io\\.r2dbc:r2dbc-postgresql|io\\.quarkus:quarkus-(?:jdbc-postgresql|reactive-pg-client)|io\\.vertx:vertx-pg-client|com\\.impossibl\\..*:.*|io\\.smallrye\\.reactive:.*pg-client|com\\.github\\.pgjdbc.*:.*|software\\.amazon\\.jdbc:.*");
    }

    private boolean jdbc() {
        return dependsOn(
                "(?:org\\.)?postgresql:postgresql.*|io\\.quarkus:quarkus-jdbc-postgresql|com\\.impossibl\\..*:.*");
    }

    private boolean embeddedDatabase() {
        return dependsOn(
                "com\\.h2database:h2|org\\.hsqldb:.*|hsqldb:.*|org\\.apache\\.derby:.*|io\\.quarkus:quarkus-(?:jdbc|test)-(?:h2|derby)|io\\.r2dbc:r2dbc-h2");
    }

    private void fromSettings() {
        for (Settings.Setting setting : settings.all) {
            String value = Placeholders.resolve(setting.value(), hints.variables);
            boolean url = Address.postgres(value)
                    || URL_KEY.matcher(setting.key()).matches()
                            && value.startsWith("${")
                            && setting.key().matches("(?i).*(?:datasource|jdbc|r2dbc|flyway|liquibase|db|database).*");
            if (!url || value.matches("(?s).*(?:mysql|mongodb|redis):.*")) continue;
            Address.variables(setting.value(), Address.Role.URL).forEach(this::variable);
            siblings(setting.key())
                    .forEach((key, role) -> settings.all.stream()
                            .filter(other ->
                                    other.key().equals(key) && other.profile().equals(setting.profile()))
                            .forEach(other ->
                                    Address.variables(other.value(), role).forEach(this::variable)));
            if (urlKeys.add(setting.key()) && Address.postgres(value) && profiles.lead(setting.key(), false))
                override(setting.key(), value);
        }
    }

    /** The keys beside that of an address that hold its user, password and driver, as far as some file has them. */
    private Map<String, Address.Role> siblings(String urlKey) {
        String parent = urlKey.replaceFirst("(?:jdbc|reactive)\\.url$", "").replaceFirst("[^.]*$", "");
        Map<String, Address.Role> all = new LinkedHashMap<>();
        for (Settings.Setting setting : settings.all) {
            if (!setting.key().startsWith(parent) || setting.key().indexOf('.', parent.length()) > 0) continue;
            String last = setting.key().substring(parent.length()).toLowerCase(Locale.ROOT);
            if (parent.isEmpty()
                    ? Address.role(setting.key()) == Address.Role.USER
                    : last.matches("user(?:[-_]?name)?")) all.put(setting.key(), Address.Role.USER);
            if (parent.isEmpty() ? Address.role(setting.key()) == Address.Role.PASSWORD : last.matches("pass(?:word)?"))
                all.put(setting.key(), Address.Role.PASSWORD);
        }
        return all;
    }

    /** Sets what wins over every file: the variable of the key's own name. */
    private void override(String key, String like) {
        variable(environmentName(key), Address.url(like.replaceFirst("tc:", "")));
        siblings(key).forEach((sibling, role) -> variable(environmentName(sibling), Address.value(role, null)));
        String parent = key.replaceFirst("(?:jdbc\\.)?[^.]*$", "");
        for (Settings.Setting setting :
                settings.matching("(?i)" + Pattern.quote(parent) + "(?:jdbc\\.)?driver(?:-?class)?(?:-?name)?")) {
            if (setting.value().matches("org\\.testcontainers.*")) variable(environmentName(setting.key()), DRIVER);
        }
    }

    private String environmentName(String key) {
        String plain = framework == Profiles.Framework.SPRING
                ? key.replace("-", "")
                : key.replaceAll("([a-z])([A-Z])", "$1-$2");
        return plain.replaceAll("[^A-Za-z0-9]+$", "")
                .replaceAll("\\[(\\d+)]", "_$1")
                .replaceAll("[^A-Za-z0-9]", "_")
                .toUpperCase(Locale.ROOT);
    }

    private void variable(String name, String value) {
        // those of ours stand in the file anyway
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")
                || name.matches("POSTGRES_(?:USER|PASSWORD|HOSTNAME|PORT|DB)|APPLICATION_DB")) return;
        variables.putIfAbsent(name, value);
    }

    /** A framework's own variables, where its tests would come to PostgreSQL, or to nothing, without them. */
    private void usual() {
        switch (framework) {
            case SPRING -> {
                if (jdbc() && profiles.lead("spring.datasource.url", !embeddedDatabase()))
                    put("SPRING_DATASOURCE", "spring.datasource.url");
                if (dependsOn(".*:r2dbc-postgresql") && profiles.lead("spring.r2dbc.url", true)) {
                    variable("SPRING_R2DBC_URL", Address.url(like("spring.r2dbc.url", "r2dbc:postgresql:")));
                    login("SPRING_R2DBC");
                }
            }
            case QUARKUS -> quarkus();
            case MICRONAUT -> {
                boolean named = urlKeys.stream().anyMatch(key -> key.matches("(?:r2dbc\\.)?datasources\\..*"));
                if (jdbc() && !named && profiles.lead("datasources.default.url", !embeddedDatabase()))
                    put("DATASOURCES_DEFAULT", "datasources.default.url");
            }
        }
        String what = framework == Profiles.Framework.QUARKUS
                ? "quarkus.datasource.jdbc.url"
                : framework == Profiles.Framework.SPRING ? "spring.datasource.url" : "datasources.default.url";
        Settings.Setting other = profiles.elsewhere(what);
        if (other != null) {
            notes.add("The tests" + (other.profile().isEmpty() ? "" : " with the profile " + other.profile())
                    + " have another database, by " + sources.show(other.file()) + ": "
                    + Placeholders.resolve(other.value(), Map.of()).replaceFirst("[;?].*", "")
                    + ". They are left with it.");
            return;
        }
        if (driver() && embeddedDatabase() && variables.keySet().stream().noneMatch(name -> name.endsWith("_URL")))
            notes.add("No file leads the tests to PostgreSQL, and an embedded database is among the dependencies: that"
                    + " is what they will take.");
    }

    private String like(String key, String otherwise) {
        return settings.value(key).filter(Address::postgres).orElse(otherwise);
    }

    private void put(String prefix, String key) {
        variable(prefix + "_URL", Address.url(like(key, null)));
        login(prefix);
        if (settings.matching("(?i)" + Pattern.quote(key.replaceFirst("url$", "")) + "driver-?class-?name").stream()
                .anyMatch(setting -> setting.value().startsWith("org.testcontainers")))
            variable(environmentName(key.replaceFirst("url$", "driver-class-name")), DRIVER);
    }

    private void login(String prefix) {
        variable(prefix + "_USERNAME", Address.USER);
        variable(prefix + "_PASSWORD", Address.PASSWORD);
    }

    private void quarkus() {
        boolean reactive = dependsOn("io\\.quarkus:quarkus-reactive-pg-client");
        boolean other = Stream.of("test", "")
                .anyMatch(profile -> Optional.ofNullable(settings.effective("quarkus.datasource.db-kind", profile))
                        .filter(kind -> !kind.value().matches("(?i)postgres(?:ql)?|pgsql?|\\$.*"))
                        .isPresent());
        if (!jdbc() && !reactive || other || !profiles.lead("quarkus.datasource.jdbc.url", true)) return;
        boolean configured = settings.effective("quarkus.datasource.jdbc.url", "test") != null
                || settings.effective("quarkus.datasource.reactive.url", "test") != null;
        if (jdbc()) variable("QUARKUS_DATASOURCE_JDBC_URL", Address.url(like("quarkus.datasource.jdbc.url", null)));
        if (reactive)
            variable(
                    "QUARKUS_DATASOURCE_REACTIVE_URL",
                    Address.url(like("quarkus.datasource.reactive.url", "postgresql://")));
        login("QUARKUS_DATASOURCE");
        // without an address Quarkus starts a database of its own, and makes its tables; with one it does neither
        boolean makesTables = dependsOn("io\\.quarkus:quarkus-hibernate-.*|io\\.quarkus:quarkus-spring-data-.*")
                && !dependsOn("io\\.quarkus:quarkus-(?:flyway|liquibase).*");
        boolean said = settings.all.stream()
                .anyMatch(
                        setting -> setting.profile().matches("|test")
                                && setting.key()
                                        .matches(
                                                "quarkus\\.hibernate-orm\\.(?:database\\.generation|schema-management\\.strategy)"));
        if (configured || !makesTables || said) return;
        variable("QUARKUS_HIBERNATE_ORM_SCHEMA_MANAGEMENT_STRATEGY", "drop-and-create");
        variable("QUARKUS_HIBERNATE_ORM_DATABASE_GENERATION", "drop-and-create");
    }

    private void fromCode() {
        for (Map.Entry<String, Path> variable : sources.variables.entrySet()) {
            String name = variable.getKey();
            Address.Role role = Address.role(name);
            // libpq's own names are set for every test run anyway
            if (role == null || variables.containsKey(name) || name.matches("PG[A-Z]+")) continue;
            String like = hints.variables.get(name);
            variable(name, Address.value(role, like == null || !Address.postgres(like) ? null : like));
        }
        sources.properties().forEach(name -> {
            Address.Role role = Address.role(name);
            if (role != null) arguments.add("-D" + name + "=" + Address.value(role, null));
        });
    }

    /** Properties of POMs that hold an address or a port; their users and passwords are those of the server. */
    private void fromPoms() {
        Set<String> done = new HashSet<>();
        for (Pom pom : poms) {
            for (Map.Entry<String, String> property : pom.properties().entrySet()) {
                String value = pom.value(property.getValue());
                boolean port = Address.role(property.getKey()) == Address.Role.PORT && value.matches("\\d{4,5}");
                if (!Address.postgres(value) && !port || !done.add(property.getKey())) continue;
                if (port) usualPort = usualPort == 0 ? Integer.parseInt(value) : usualPort;
                else found(value, sources.show(pom.file) + ": " + property.getKey());
                arguments.add("-D" + property.getKey() + "=" + (port ? Address.PORT : Address.url(value)));
                if (port) continue;
                String parent = property.getKey().replaceFirst("[^._-]*$", "");
                Predicate<Address.Role> login = role -> pom.properties().keySet().stream()
                        .anyMatch(key -> key.startsWith(parent) && Address.role(key) == role);
                take(
                        login.test(Address.Role.USER) ? property(pom, parent, Address.Role.USER) : null,
                        login.test(Address.Role.PASSWORD) ? property(pom, parent, Address.Role.PASSWORD) : null,
                        Address.database(value));
            }
            if (pom.plugins("flyway-maven-plugin").isEmpty()) continue;
            variable("FLYWAY_URL", Address.url(null));
            variable("FLYWAY_USER", Address.USER);
            variable("FLYWAY_PASSWORD", Address.PASSWORD);
        }
    }

    private static String property(Pom pom, String parent, Address.Role role) {
        return pom.properties().keySet().stream()
                .filter(key -> key.startsWith(parent) && Address.role(key) == role)
                .findFirst()
                .map(pom::property)
                .orElse(null);
    }

    private void fixed() {
        FixedAddress.of(sources, settings, profiles, poms, key -> variables.containsKey(environmentName(key)))
                .ifPresent(each -> {
                    fixedPort = each.port();
                    found(each.url(), each.where());
                    take(each.user(), each.password(), each.database());
                    notes.add(
                            each.where() + " has its address as it stands, so the server for the tests takes the port "
                                    + fixedPort + ".");
                });
    }

    private void found(String url, String where) {
        if (found != null) return;
        found = url;
        foundIn = where;
    }

    private void take(String newUser, String newPassword, String newDatabase) {
        if (user == null && plain(newUser)) user = newUser;
        if (password == null && plain(newPassword)) password = newPassword;
        if (database == null && plain(newDatabase)) database = newDatabase;
    }

    private static boolean plain(String text) {
        return text != null && !text.isBlank() && !text.contains("${") && !text.contains("@");
    }

    /**
     * Names and passwords: those of the tests before those of the application, and these before those of servers that
     * somebody starts.
     */
    private void values() {
        List<Settings.Setting> urls = settings.all.stream()
                .filter(setting -> urlKeys.contains(setting.key()))
                .sorted(Comparator.comparing((Settings.Setting setting) -> !setting.test())
                        .thenComparing(setting -> setting.profile().isEmpty()
                                ? 0
                                : setting.profile().matches("(?:prod|production|docker|k8s|staging).*") ? 2 : 1))
                .toList();
        for (Settings.Setting url : urls) {
            String value = Placeholders.resolve(url.value(), hints.variables);
            if (!Address.postgres(value)) continue;
            found(
                    value,
                    sources.show(url.file()) + ": " + (url.profile().isEmpty() ? "" : "%" + url.profile() + ".")
                            + url.key());
            if (usualPort == 0) usualPort = Address.port(value);
            Map<Address.Role, String> login = new EnumMap<>(Address.Role.class);
            siblings(url.key())
                    .forEach((key, role) -> settings.all.stream()
                            .filter(setting -> setting.key().equals(key)
                                    && setting.profile().equals(url.profile()))
                            .findFirst()
                            .ifPresent(setting ->
                                    login.put(role, Placeholders.resolve(setting.value(), hints.variables))));
            take(login.get(Address.Role.USER), login.get(Address.Role.PASSWORD), Address.database(value));
        }
        for (Sources.Literal each : sources.defaults) {
            found(each.url(), sources.show(each.file()) + ":" + each.line());
            take(null, null, each.database());
            if (usualPort == 0) usualPort = each.port();
        }
        for (ServerHints.Server server : hints.servers) {
            take(server.user(), server.password(), server.database());
            if (usualPort == 0) usualPort = server.port();
        }
        hints.variables.forEach((name, value) -> {
            Address.Role role = Address.role(name);
            if (role != null && sources.variables.containsKey(name))
                take(
                        role == Address.Role.USER ? value : null,
                        role == Address.Role.PASSWORD ? value : null,
                        role == Address.Role.NAME ? value : null);
        });
        if (usualPort == 0) usualPort = fixedPort != 0 ? fixedPort : 5432;
    }

    /** Whether something connects to an address that stands there as it is, and no password was found for it. */
    boolean passwordless() {
        return fixedPort != 0 && password == null;
    }

    /** Whether code reads a variable of that name. */
    boolean reads(String name) {
        return sources.variables.containsKey(name)
                || settings.all.stream()
                        .flatMap(setting -> Placeholders.deep(setting.value()).stream())
                        .anyMatch(placeholder -> placeholder.name().equals(name));
    }
}
