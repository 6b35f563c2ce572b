//JAVA 17+

package lib.adoption;

import java.util.*;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.environment.EnvironmentFile;

/** Addresses of databases in the words of a project, and the same in those of an environment file. */
public class Address {

    static final String HOST = "${POSTGRES_HOSTNAME}";
    static final String PORT = "${POSTGRES_PORT}";
    static final String DATABASE = "${APPLICATION_DB}";
    static final String USER = "${POSTGRES_USER}";
    static final String PASSWORD = "${POSTGRES_PASSWORD}";
    private static final String SERVER = HOST + ":" + PORT;
    private static final String PLACE = SERVER + "/" + DATABASE;

    private static final Pattern POSTGRES = Pattern.compile(
            "(?s)(?:jdbc:(?:tc:|p6spy:|otel:|log4jdbc:|aws-wrapper:)?|r2dbc:(?:tc:|pool:)?|vertx-reactive:)"
                    + "(?:postgres(?:ql)?|postgis|pgvector|timescaledb):.*|(?s)postgres(?:ql)?://.*");
    private static final Pattern OTHER =
            Pattern.compile("(?s)(?:jdbc|r2dbc|vertx-reactive):.*|(?:mysql|h2|sqlite|mongodb)[+\\w]*:.*");
    private static final Pattern SCHEME = Pattern.compile(
            "(?:(jdbc:(?:p6spy:|otel:|log4jdbc:|aws-wrapper:)?|r2dbc:(?:pool:)?|vertx-reactive:)(?:tc:)?)?"
                    + "(?:postgres\\w*|postgis|pgvector|timescaledb):");
    private static final Pattern PARTS =
            Pattern.compile("(?s)[\\w:-]*:(?://)?(?:(?<login>[^@/]*)@)?(?<host>\u0001.|[^:/?\u0001]*)"
                    + "(?::(?<port>\u0001.|\\d+))?(?:/(?<database>\u0001.|[^?\u0001]*))?.*");
    /** An address whose server stands in a placeholder with its scheme, or with its slashes. */
    private static final Pattern REST = Pattern.compile(
            "(?s)(?<before>(?:jdbc|r2dbc|vertx-reactive):(?:postgres(?:ql)?:)?)\u0001(?<place>.)(?:\\?.*)?");

    private static final Pattern LOGIN = Pattern.compile("[?&](user|password)=\u0001(.)");
    private static final Pattern DATABASE_WORD = Pattern.compile(
            "(?i)(?:^|[._-])(?:[a-z]*db|database|[a-z]*jdbc|r2dbc|postgres(?:ql)?|pg|pgsql|datasources?|ds|psql"
                    + "|flyway|liquibase|jooq|sql|rds|dbs?)(?:[._-]|$)"
                    + "|(?:^|[._-])(?:PG|DB|JDBC)[A-Z]+$|^(?:pg|db|jdbc)[A-Z.]\\w*");
    private static final Pattern FOREIGN = Pattern.compile(
            "(?i)mysql|maria|oracle|mongo|redis|h2|hsql|mssql|sqlserver|cassandra|neo4j|sqlite|influx|elastic"
                + "|driver|dialect|pool|schema|table|timeout|size|show|ddl|type|kind|max|min|ssl|cert|key$|version");
    private static final Pattern SCHEMAS = Pattern.compile("[?&]currentSchema=([\\w,]+)(?:&|$)");
    private static final Pattern SEPARATORS = Pattern.compile("[._-]");
    private static final Pattern TEMPLATE =
            Pattern.compile("(?s)(?:jdbc|r2dbc|vertx-reactive):\\$\\{[^}:]+}(?:\\?.*)?");
    private static final Pattern DATABASE_NAME =
            Pattern.compile("(?:.*(?:postgres|pg|db|database|sql|app|application|jdbc))?"
                    + "(?:name|database|db|dbname|databasename|catalog)");

    /** The part of an address that a variable holds. */
    public enum Role {
        URL("url uri dsn jdbc connectionstring connstr connection"),
        PASSWORD("pass password passwd pwd pw"),
        USER("user username userid login usr"),
        HOST("host hostname server addr address servername"),
        PORT("port portnumber"),
        NAME("name database db catalog");

        /** Words that the name of such a variable ends with. */
        private final List<String> ends;

        Role(String ends) {
            this.ends = List.of(ends.split(" "));
        }
    }

    static boolean postgres(String url) {
        return hasScheme(url) && POSTGRES.matcher(url).matches();
    }

    /** Whether it is one, or becomes one with what is to be put in. */
    static boolean isTemplate(String text) {
        return postgres(text) || hasScheme(text) && TEMPLATE.matcher(text).matches();
    }

    /** Found much faster than a pattern, in each text of each source. */
    private static boolean hasScheme(String text) {
        return text.startsWith("jdbc:")
                || text.startsWith("r2dbc:")
                || text.startsWith("vertx-reactive:")
                || text.startsWith("postgres");
    }

    /** Of a database, but of none of ours. */
    static boolean foreign(String url) {
        return !postgres(url) && OTHER.matcher(url).matches();
    }

    /**
     * The part that a variable or a property of this name holds in a project with a database; null where it has nothing
     * to do with one.
     */
    public static Role role(String name) {
        String end = SEPARATORS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        Role role = Arrays.stream(Role.values())
                .filter(one -> one.ends.stream().anyMatch(end::endsWith))
                .findFirst()
                .orElse(null);
        boolean known = role != null
                && name.indexOf('\n') < 0
                && (role != Role.NAME || DATABASE_NAME.matcher(end).matches())
                && DATABASE_WORD.matcher(name).find()
                && !FOREIGN.matcher(name).find();
        return known ? role : null;
    }

    /** What an environment file has for a variable of that role. */
    static String value(Role role, String like) {
        return switch (role) {
            case URL -> url(like);
            case HOST -> HOST;
            case PORT -> PORT;
            case NAME -> DATABASE;
            case USER -> USER;
            case PASSWORD -> PASSWORD;
        };
    }

    /** An address of the environment's database in the form of another one; null for JDBC's. */
    static String url(String like) {
        if (like == null || !postgres(like)) return "jdbc:postgresql://" + PLACE;
        Matcher scheme = SCHEME.matcher(like);
        String prefix = scheme.lookingAt() && scheme.group(1) != null ? scheme.group(1) : "";
        // JDBC's driver takes no login in front of the host
        String login = !prefix.startsWith("jdbc") && like.contains("@") ? USER + ":" + PASSWORD + "@" : "";
        return prefix + (prefix.isEmpty() && like.startsWith("postgres:") ? "postgres" : "postgresql") + "://" + login
                + PLACE + query(like);
    }

    private static String query(String like) {
        int mark = like.indexOf('?');
        if (mark < 0) return "";
        String rest = String.join(
                "&",
                Arrays.stream(like.substring(mark + 1).split("&"))
                        .filter(part -> !part.startsWith("TC_")
                                && !part.matches("(?i)(?:user|password)=.*")
                                && !part.contains("${"))
                        .toList());
        String login = like.matches("(?i).*[?&]user=.*") ? "user=" + USER + "&password=" + PASSWORD : "";
        String all = login + (login.isEmpty() || rest.isEmpty() ? "" : "&") + rest;
        return all.isEmpty() ? "" : "?" + EnvironmentFile.literal(all);
    }

    /** What each variable in a setting has to hold so that the setting leads to the environment's database. */
    static Map<String, String> variables(String setting, Role role) {
        Map<String, String> all = new LinkedHashMap<>();
        collect(setting, role, all);
        return all;
    }

    private static void collect(String setting, Role role, Map<String, String> all) {
        List<Placeholders.Placeholder> found = Placeholders.in(setting);
        if (found.isEmpty()) return;
        Placeholders.Placeholder first = found.get(0);
        if (found.size() == 1 && first.start() == 0 && first.end() == setting.length()) {
            String fallback = first.fallback() == null ? null : Placeholders.resolve(first.fallback(), Map.of());
            all.putIfAbsent(first.name(), value(role, fallback));
            if (first.fallback() != null) collect(first.fallback(), role, all);
        } else if (role == Role.URL) {
            parts(setting, found, all);
        }
    }

    private static void parts(String setting, List<Placeholders.Placeholder> found, Map<String, String> all) {
        StringBuilder marked = new StringBuilder();
        int at = 0;
        for (int i = 0; i < found.size(); i++) {
            marked.append(setting, at, found.get(i).start()).append('\u0001').append((char) ('0' + i));
            at = found.get(i).end();
        }
        marked.append(setting.substring(at));
        LOGIN.matcher(marked)
                .results()
                .forEach(login -> put(
                        "\u0001" + login.group(2),
                        found,
                        all,
                        fallback -> login.group(1).equals("user") ? USER : PASSWORD));
        Matcher rest = REST.matcher(marked);
        if (rest.matches()) {
            String scheme = rest.group("before").contains("postgres") ? "//" : "postgresql://";
            put("\u0001" + rest.group("place"), found, all, fallback -> scheme + PLACE);
            return;
        }
        Matcher parts = PARTS.matcher(marked);
        if (!parts.matches()) return;
        boolean port = parts.group("port") != null;
        boolean database = parts.group("database") != null;
        put(parts.group("host"), found, all, fallback -> hostVariable(fallback, port, database));
        put(parts.group("port"), found, all, fallback -> PORT);
        put(parts.group("database"), found, all, fallback -> DATABASE);
        if (parts.group("login") != null) {
            String[] login = parts.group("login").split(":(?=\u0001|\\w*$)", 2);
            put(login[0], found, all, fallback -> USER);
            if (login.length == 2) put(login[1], found, all, fallback -> PASSWORD);
        }
    }

    /** What the variable in the place of the host holds: by its default it may have the port and the name too. */
    private static String hostVariable(String fallback, boolean portFollows, boolean databaseFollows) {
        if (portFollows) return HOST;
        if (fallback.contains("/")) return PLACE;
        if (!databaseFollows) return PLACE;
        return fallback.contains(":") ? SERVER : HOST;
    }

    private static void put(
            String part, List<Placeholders.Placeholder> found, Map<String, String> all, UnaryOperator<String> value) {
        if (part == null || part.length() != 2 || part.charAt(0) != '\u0001') return;
        Placeholders.Placeholder placeholder = found.get(part.charAt(1) - '0');
        String fallback = placeholder.fallback() == null ? "" : Placeholders.resolve(placeholder.fallback(), Map.of());
        all.putIfAbsent(placeholder.name(), value.apply(fallback));
        if (placeholder.fallback() != null)
            Placeholders.deep(placeholder.fallback())
                    .forEach(deeper -> all.putIfAbsent(deeper.name(), value.apply("")));
    }

    /** The name of the database in an address; null where it has none. */
    static String database(String url) {
        Matcher named = Pattern.compile("(?s)[\\w:-]*?:(?://[^/?]*/|/*)?([^/?\\s;]+).*")
                .matcher(url.replaceFirst("(?s)^(?:jdbc|r2dbc|vertx-reactive):(?:tc:|p6spy:|otel:|pool:)?", "")
                        .replaceFirst("^(\\w+):[\\w.-]+:(//)", "$1:$2"));
        return named.matches()
                        && !named.group(1).contains("$")
                        && !named.group(1).contains(":")
                ? named.group(1)
                : null;
    }

    /** The schemas in which an address looks for names without one; null where it says nothing of them. */
    static String schemas(String url) {
        Matcher named = SCHEMAS.matcher(url == null ? "" : url);
        return named.find() ? named.group(1) : null;
    }

    /** The port in an address, 5432 where there is none; 0 where it is a variable. */
    static int port(String url) {
        Matcher port = Pattern.compile("//[^/?]*?:(\\d+)(?:[/?]|$)").matcher(url);
        if (port.find()) return Integer.parseInt(port.group(1));
        return url.matches(".*//[^/]*\\$.*") ? 0 : 5432;
    }
}
