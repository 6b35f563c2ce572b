//JAVA 17+

package lib.database;

import java.util.regex.Pattern;

/** Tells the address of a PostgreSQL database in a text: alone, among the options of a program, or in JSON. */
class DatabaseAddress {

    private static final String NAME = "(?:postgres(?:ql)?|pgsql)";
    /** A driver's URL may do without slashes and name other drivers before; Testcontainers' is that of a new server. */
    private static final Pattern DRIVER =
            Pattern.compile("(?i)\\b(?:jdbc|r2dbc|vertx-reactive):(?!tc:)(?:[\\w.+-]+:)*" + NAME + "\\b");
    /** postgresql+asyncpg:// and others; an image such as postgres:17 has no slashes. */
    private static final Pattern URL =
            Pattern.compile("(?i)(?<![\\w.+-])[\\w.+-]*(?:" + NAME + "|psql|postgis)[\\w.+-]*:(?://|\\\\/)");

    private static final String KEYWORD = "(?:host|hostaddr|port|dbname|user|password|passfile|service|options"
            + "|client_encoding|application_name|fallback_application_name|connect_timeout|target_session_attrs"
            + "|load_balance_hosts|keepalives\\w*|tcp_user_timeout|channel_binding|require_auth|gss\\w+|krbsrvname"
            + "|ssl\\w+|replication)";
    private static final String SETTING = KEYWORD + "\\s*=\\s*(?:'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|[^\\s']*+)";
    /** What libpq takes in the place of an address: settings and nothing else, one of which leads to a server. */
    private static final Pattern LIBPQ = Pattern.compile(
            "[\"\\s]*(?=.*\\b(?:host|hostaddr|dbname|service)\\s*=)" + SETTING + "(?:\\s+" + SETTING + ")*[\"\\s]*",
            Pattern.DOTALL);

    static boolean in(String text) {
        return DRIVER.matcher(text).find()
                || URL.matcher(text).find()
                || LIBPQ.matcher(text).matches();
    }
}
