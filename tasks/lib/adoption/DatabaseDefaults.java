//JAVA 17+

package lib.adoption;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The project's own database, as far as its files tell: the first that says something wins, so they are asked in the
 * order of their weight.
 */
class DatabaseDefaults {

    private static final String OF_SERVERS = "(?:prod|production|docker|k8s|staging).*";

    /** The address as the project has it, and where; null where it has none. */
    String address;

    String addressIn;
    String user;
    String password;
    String name;
    /** The port that the server must have; 0 for any. */
    int fixedPort;
    /** The port of the project's own development database. */
    int usualPort;

    void address(String url, String where) {
        if (address != null) return;
        address = url;
        addressIn = where;
    }

    void login(String newUser, String newPassword) {
        if (user == null && plain(newUser)) user = newUser;
        if (password == null && plain(newPassword)) password = newPassword;
    }

    void name(String newName) {
        if (name == null && plain(newName)) name = newName;
    }

    private static boolean plain(String text) {
        return text != null && !text.isBlank() && !text.contains("${") && !text.contains("@");
    }

    void usualPort(int port) {
        if (usualPort == 0) usualPort = port;
    }

    /** Whether something connects to an address that stands there as it is, and no password was found for it. */
    boolean passwordless() {
        return fixedPort != 0 && password == null;
    }

    /** An address that no variable leads away from: the server has to be there. */
    void take(FixedAddress fixed) {
        fixedPort = fixed.port();
        address(fixed.url(), fixed.where());
        login(fixed.user(), fixed.password());
        name(fixed.database());
    }

    /**
     * Names and passwords: those of the tests before those of the application, these before those of servers that
     * somebody starts, and at last those that no test reads. Of several data sources, the framework's own is the first.
     */
    void complete(RepositoryFacts facts, SettingsVariables urls, Profiles.Framework framework) {
        facts.settings().all.stream()
                .filter(urls::isAddress)
                .sorted(Comparator.comparing((Settings.Setting setting) -> !setting.test())
                        .thenComparing(DatabaseDefaults::distance)
                        .thenComparing(setting -> !framework.owns(setting.key())))
                .forEach(url -> take(facts, urls, url));
        literals(facts, true);
        facts.sources().uses.all().stream()
                .filter(use -> use.fallback() != null)
                .forEach(use -> take(use.role(), use.fallback()));
        for (ServerHints.Server server : facts.hints().servers) {
            login(server.user(), server.password());
            name(server.database());
            usualPort(server.port());
        }
        literals(facts, false);
        facts.hints().variables.forEach((variable, value) -> {
            if (facts.sources().reads(variable)) take(Address.role(variable), value);
        });
        usualPort(fixedPort != 0 ? fixedPort : 5432);
    }

    /** @param reached whether a test reads them; others may be of a sample */
    private void literals(RepositoryFacts facts, boolean reached) {
        LiteralAddresses literals = facts.sources().addresses;
        Stream.concat(literals.defaults.stream(), literals.fixed.stream())
                .filter(each -> facts.sources().reach.reaches(each.file()) == reached)
                .forEach(each -> {
                    address(each.url(), facts.show(each.file()) + ":" + each.line());
                    login(each.login().user(), each.login().password());
                    name(each.database());
                    usualPort(each.port());
                });
    }

    /** How far a profile is from what developers run. */
    private static int distance(Settings.Setting setting) {
        if (setting.profile().isEmpty()) return 0;
        return ofServers(setting.profile()) ? 2 : 1;
    }

    /** Whether a profile is for what runs elsewhere. */
    static boolean ofServers(String profile) {
        return profile.matches(OF_SERVERS);
    }

    private void take(RepositoryFacts facts, SettingsVariables urls, Settings.Setting url) {
        Map<String, String> known = facts.hints().variables;
        String value = Placeholders.resolve(url.value(), known);
        if (!Address.postgres(value)) return;
        String profile = url.profile().isEmpty() ? "" : "%" + url.profile() + ".";
        address(value, facts.show(url.file()) + ": " + profile + url.key());
        if (usualPort == 0) usualPort = Address.port(value);
        Map<Address.Role, String> login = new EnumMap<>(Address.Role.class);
        urls.siblings(url.key())
                .forEach((key, role) -> facts.settings().all.stream()
                        .filter(setting ->
                                setting.key().equals(key) && setting.profile().equals(url.profile()))
                        .findFirst()
                        .ifPresent(setting -> login.put(role, Placeholders.resolve(setting.value(), known))));
        login(login.get(Address.Role.USER), login.get(Address.Role.PASSWORD));
        name(Address.database(value));
    }

    private void take(Address.Role role, String value) {
        if (role == Address.Role.USER) login(value, null);
        if (role == Address.Role.PASSWORD) login(null, value);
        if (role == Address.Role.NAME) name(value);
    }
}
