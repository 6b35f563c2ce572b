//JAVA 17+

package lib.adoption;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.adoption.LiteralAddresses.Literal;
import lib.adoption.LiteralAddresses.Login;

/** The addresses that stand in one source as they are, with who logs in there. */
class JavaLiterals {

    private static final String LOCAL = "localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|";

    private static final Pattern IMAGE =
            Pattern.compile("(?:[\\w.:-]+/)*(?:postgres|postgis|pgvector|timescaledb)[\\w-]*:[\\w.-]+");
    private static final Pattern DRIVER_IMAGE =
            Pattern.compile("^jdbc:tc:(postgres\\w*|postgis\\w*|pgvector|timescaledb):([\\w.-]+):");

    private record Candidate(Tree tree, String text) {}

    private final JavaFile file;
    private final boolean test;
    /** Images of PostgreSQL that are named. */
    final Set<String> images = new LinkedHashSet<>();

    private final List<Candidate> candidates = new ArrayList<>();
    /** What an address was opened with, by its text. */
    private final Map<String, Login> logins = new HashMap<>();
    /** What variables and setters are given in this source. */
    private final Map<Address.Role, String> given = new EnumMap<>(Address.Role.class);
    /** What the driver's own classes are told. */
    private final Map<Address.Role, String> driver = new EnumMap<>(Address.Role.class);

    private NewClassTree driverAt;

    JavaLiterals(JavaFile file, boolean test) {
        this.file = file;
        this.test = test;
    }

    void add(ExpressionTree tree, String text) {
        if (text.contains("postgres") && address(text) != null) candidates.add(new Candidate(tree, text));
    }

    void image(String text) {
        String plain = Placeholders.resolve(text, Map.of());
        if (plain.indexOf(':') < 0) return;
        if (IMAGE.matcher(plain).matches()) images.add(plain);
        Matcher driver = DRIVER_IMAGE.matcher(plain);
        if (driver.find())
            images.add(
                    (driver.group(1).startsWith("postgis") ? "postgis/postgis" : "postgres") + ":" + driver.group(2));
    }

    /** @param user null where nothing follows the address */
    void opened(String address, String user, String password) {
        logins.merge(
                address,
                new Login(user, password),
                (one, other) -> one.user() == null && other.user() != null ? other : one);
    }

    /** @param role may be null */
    void given(Address.Role role, String text) {
        if (role != null && isConstant(text)) given.putIfAbsent(role, text);
    }

    void driver(NewClassTree made) {
        if (driverAt == null) driverAt = made;
    }

    void driver(Address.Role role, String text) {
        driver.putIfAbsent(role, text);
    }

    private static boolean isConstant(String text) {
        return !text.contains("${") && !text.contains(JavaTexts.UNKNOWN);
    }

    private static Matcher address(String text) {
        String plain = Placeholders.resolve(text, Map.of());
        Matcher address = LiteralAddresses.ADDRESS.matcher(plain);
        boolean local = address.lookingAt()
                && (address.group("host") != null || plain.matches("jdbc:postgresql:(?:///.*|[A-Za-z_][\\w$-]*)"));
        return local ? address : null;
    }

    /** @param led expressions that are no more than a default of what is read */
    void addTo(LiteralAddresses all, Set<Tree> led) {
        for (Candidate each : candidates) {
            Matcher address = address(each.text);
            // code has addresses of libpq's form in texts of any kind
            boolean open = each.text.contains("${") || led.contains(each.tree);
            if (!open && !address.group().matches("(?:jdbc|r2dbc|vertx-reactive):.*") && !logins.containsKey(each.text))
                continue;
            (open ? all.defaults : all.fixed)
                    .add(new Literal(
                            file.path,
                            file.line(each.tree),
                            address.group(),
                            LiteralAddresses.port(address),
                            address.group("database"),
                            login(logins.getOrDefault(each.text, new Login(null, null))),
                            test));
        }
        if (driverAt != null) addDriver(all);
    }

    private Login login(Login called) {
        return new Login(
                called.user() != null && isConstant(called.user()) ? called.user() : given.get(Address.Role.USER),
                called.password() != null && isConstant(called.password())
                        ? called.password()
                        : given.get(Address.Role.PASSWORD));
    }

    /** A driver that is told a local server by calls, or none, comes to what it takes for the default. */
    private void addDriver(LiteralAddresses all) {
        String port = driver.getOrDefault(Address.Role.PORT, "5432");
        String database = driver.getOrDefault(Address.Role.NAME, "postgres");
        if (driver.isEmpty()
                || driver.containsKey(Address.Role.URL)
                || !driver.getOrDefault(Address.Role.HOST, "").matches(LOCAL)
                || !port.matches("\\d+")) return;
        all.fixed.add(new Literal(
                file.path,
                file.line(driverAt),
                driverAt.getIdentifier().toString(),
                Integer.parseInt(port),
                isConstant(database) ? database : null,
                login(new Login(driver.get(Address.Role.USER), driver.get(Address.Role.PASSWORD))),
                test));
    }
}
