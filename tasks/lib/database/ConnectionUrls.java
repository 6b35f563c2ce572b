//JAVA 17+

package lib.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import lib.base.Secret;
import lib.environment.Environment;
import lib.environment.TlsSettings;

/** Where the application's database is, as JDBC and as libpq want it. */
public record ConnectionUrls(String jdbc, String libpq) {

    /** @param shown whether the password can be read in them */
    public static ConnectionUrls of(Environment environment, boolean shown) {
        Database database = Database.application(environment);
        Secret secret = environment.secret("POSTGRES_PASSWORD");
        String user = encoded(environment.require("POSTGRES_USER"));
        String password = shown ? encoded(secret.reveal()) : secret.toString();
        StringBuilder libpq = new StringBuilder("postgresql://" + user + ":" + password + "@" + place(database));
        TlsSettings.libpq(environment)
                .forEach((name, value) -> libpq.append(libpq.indexOf("?") < 0 ? "?" : "&")
                        .append(name.substring(2).toLowerCase(Locale.ROOT))
                        .append("=")
                        .append(encoded(value)));
        return new ConnectionUrls(jdbc(environment, "&password=" + password), libpq.toString());
    }

    /** As JDBC wants it, for a program that asks for the password. */
    static String withoutPassword(Environment environment) {
        return jdbc(environment, "");
    }

    private static String jdbc(Environment environment, String password) {
        StringBuilder jdbc = new StringBuilder(jdbc(Database.application(environment)) + "?user="
                + encoded(environment.require("POSTGRES_USER")) + password);
        TlsSettings.jdbc(environment)
                .forEach((name, value) ->
                        jdbc.append("&").append(name).append("=").append(encoded(value)));
        return jdbc.toString();
    }

    /** Of a database, without user and password. */
    public static String jdbc(Database database) {
        return "jdbc:postgresql://" + place(database);
    }

    private static String place(Database database) {
        return database.address() + "/" + encoded(database.name());
    }

    /** As a part of a URL. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
