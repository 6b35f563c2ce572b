//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of PostgreSQL in sources and in resources. Each line of what is no Java is searched for what looks like an
 * address, whatever format or language it is in: nobody could list them beforehand.
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
        Literal literal = new Literal(
                file,
                at + 1,
                address.group(),
                port(address),
                address.group("database"),
                new Login(nearestValue(lines, at, "user(?:[-_.]?name)?"), nearestValue(lines, at, "pass(?:word)?")),
                test);
        boolean elsewhere = ALTERNATIVE.matcher(code ? around : line).find();
        (elsewhere ? defaults : fixed).add(literal);
    }

    static int port(Matcher address) {
        return address.group("port") == null ? 5432 : Integer.parseInt(address.group("port"));
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
