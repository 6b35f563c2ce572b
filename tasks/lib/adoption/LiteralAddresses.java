//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of PostgreSQL in sources and in resources of any format. Each line is searched for what looks like an
 * address, whatever language it is in: an address stands in strings of code, in SQL, and in files that nobody could
 * list beforehand.
 */
class LiteralAddresses {

    /** An address of a PostgreSQL on the developer's own machine, as a configuration file or a source has it. */
    static final Pattern ADDRESS = Pattern.compile(
            "(?:jdbc:(?:p6spy:|otel:|log4jdbc:|aws-wrapper:)?|r2dbc:(?:pool:)?|vertx-reactive:)?postgres(?:ql)?:"
                    + "(?://(?:([\\w.%-]+)(?::([^@/\\s\"]*))?@)?"
                    + "(?<host>localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1])?(?::(?<port>\\d+))?/)?"
                    + "(?<database>[A-Za-z_][\\w$-]*)");

    private static final Pattern ALTERNATIVE =
            Pattern.compile("getenv|getProperty|orElse|getOrDefault|@Value|\\$\\{|System\\.get|defaultValue");
    private static final String COMMENT = "(?://|\\*|/\\*|#|<!--|--).*";

    /** Who logs in, as the same file has it; null where it does not say. */
    record Login(String user, String password) {}

    /** An address that stands in a file as it is. */
    record Literal(Path file, int line, String url, int port, String database, Login login, boolean test) {}

    /** Where no variable leads elsewhere. */
    final List<Literal> fixed = new ArrayList<>();
    /** Where a variable may lead elsewhere: what the project means by default. */
    final List<Literal> defaults = new ArrayList<>();

    void read(Path file, String text, boolean test, boolean code) {
        if (!text.contains("postgres")) return;
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) line(file, lines, i, test, code);
        if (code
                && text.contains("PGSimpleDataSource")
                && fixed.stream().noneMatch(literal -> literal.file().equals(file))
                && !text.contains("getenv")
                && !text.contains("System.getProperty(")) simpleDataSource(file, lines, test);
    }

    private void line(Path file, List<String> lines, int at, boolean test, boolean code) {
        String line = lines.get(at);
        if (line.strip().matches(COMMENT)) return;
        Matcher address = ADDRESS.matcher(line);
        // a name of a class or a library is no address
        if (!address.find()
                || address.group("host") == null && !line.contains("jdbc:postgresql:///")
                || code && !address.group().matches("(?:jdbc|r2dbc|vertx-reactive):.*")) return;
        String around = String.join("\n", lines.subList(Math.max(0, at - 3), Math.min(lines.size(), at + 2)));
        Login arguments = code ? argumentsAfter(address.group(), around) : null;
        Literal literal = new Literal(
                file,
                at + 1,
                address.group(),
                port(address),
                address.group("database"),
                login(lines, at, arguments),
                test);
        boolean elsewhere = ALTERNATIVE.matcher(code ? around : line).find();
        (elsewhere ? defaults : fixed).add(literal);
    }

    static int port(Matcher address) {
        return address.group("port") == null ? 5432 : Integer.parseInt(address.group("port"));
    }

    /** The user and the password that follow the address among the arguments of a call; null where they do not. */
    private static Login argumentsAfter(String address, String code) {
        Matcher login = Pattern.compile(Pattern.quote(address) + "[^\"]*\"\\s*,\\s*\"([^\"]*)\"\\s*,\\s*\"([^\"]*)\"")
                .matcher(code);
        return login.find() ? new Login(login.group(1), login.group(2)) : null;
    }

    private static Login login(List<String> lines, int at, Login arguments) {
        return arguments != null
                ? arguments
                : new Login(nearestValue(lines, at, "user(?:[-_.]?name)?"), nearestValue(lines, at, "pass(?:word)?"));
    }

    /** A data source of the driver itself, made with setters or properties. */
    private void simpleDataSource(Path file, List<String> lines, boolean test) {
        int at = 0;
        while (!lines.get(at).contains("PGSimpleDataSource") || lines.get(at).startsWith("import"))
            if (++at == lines.size()) return;
        String database = nearestValue(lines, at, "database[-_.]?name");
        String port = nearestValue(lines, at, "port[-_.]?numbers?");
        if (nearestValue(lines, at, "url") != null) return;
        fixed.add(new Literal(
                file,
                at + 1,
                "PGSimpleDataSource",
                port != null && port.matches("\\d+") ? Integer.parseInt(port) : 5432,
                database == null ? "postgres" : database,
                new Login(nearestValue(lines, at, "user"), nearestValue(lines, at, "password")),
                test));
    }

    /** What is given to a name, in the lines around a place or else in the file. */
    private static String nearestValue(List<String> lines, int at, String name) {
        Pattern given = Pattern.compile("(?i)(?:^|[^a-z])(?:\\w*[._-])?(?:set)?" + name
                + "[\"']?\\s*(?:[=:(,>]|\\bvalue=)+\\s*[\"']?(?:value=\")?([^\"'\\s<>(){};,]*)");
        List<String> ordered = new ArrayList<>(lines.subList(at, Math.min(lines.size(), at + 12)));
        ordered.addAll(lines);
        for (String line : ordered) {
            if (line.strip().matches("(?://|\\*|#|<!--).*")) continue;
            Matcher found = given.matcher(line);
            if (found.find()
                    && !found.group(1).isEmpty()
                    && !found.group(1).matches("(?i)String|null|user(name)?|password|.*\\$.*|.*\\..*"))
                return found.group(1);
        }
        return null;
    }
}
