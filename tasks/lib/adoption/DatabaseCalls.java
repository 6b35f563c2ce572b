//JAVA 17+

package lib.adoption;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import lib.adoption.DatabaseUses.Basis;

/** What drivers, pools, data sources and properties are given by calls: which part of an address it is. */
class DatabaseCalls {

    /** Classes that a database is opened with, which may be ours. */
    private static final Pattern DATABASE_CLASS = Pattern.compile("(?i)^(?!.*(?:oracle|sqlserver|mysql|maria|sqlite"
            + "|hsql|h2|jtds|derby|db2|mongo)).*(?:pg|postgres|hikari|data_?source|jdbc|r2dbc"
            + "|ConnectionFactor|SqlConnect|flyway|liquibase|DriverManager|database|jdbi|dbcp"
            + "|SessionFactory|EntityManager|hibernate)|^DSL$|^Pool$|^Sql2o$");
    /** Of those, the ones whose addresses are libpq's. */
    private static final Pattern LIBPQ_CLASS = Pattern.compile("Pg\\w+|Pool|SqlConnectOptions");
    /** What the driver connects with when it is told so by calls: without one, to localhost. */
    private static final Pattern DRIVER_CLASS =
            Pattern.compile("(?:PG|Pg|Postgres)\\w*(?:DataSource|ConnectOptions|ConnectionConfiguration)");

    private static final Pattern OPENS = Pattern.compile("getConnection|dataSource|create|using|connect|pool|get|parse"
            + "|open|setDataSource|fromUri|from|jdbcUrl|url");

    /** What has keys and values, or may have. */
    private static final Pattern ENTRIES = Pattern.compile("\\w*(?:Properties|Map)|");

    private final Function<ExpressionTree, String> text;
    private final DatabaseUses uses;
    private final JavaLiterals literals;
    private final boolean connects;
    /** Whether a class is one that a database is opened with, by its name. */
    private final Map<String, Boolean> databases = new HashMap<>();

    /**
     * @param text what an expression makes
     * @param connects whether the source has to do with databases at all
     */
    DatabaseCalls(Function<ExpressionTree, String> text, DatabaseUses uses, JavaLiterals literals, boolean connects) {
        this.text = text;
        this.uses = uses;
        this.literals = literals;
        this.connects = connects;
    }

    private boolean isDatabase(String type) {
        return databases.computeIfAbsent(
                type, name -> DATABASE_CLASS.matcher(name).find());
    }

    void made(String type, NewClassTree tree) {
        // what is copied from others has their address, and what is set there is said of a proxy or the like
        if (DRIVER_CLASS.matcher(type).matches() && tree.getArguments().isEmpty()) literals.driver(tree);
        if (isDatabase(type)) opens("", type, tree.getArguments());
    }

    /** @param type the class of what the method is called on, as far as it is known */
    void called(String name, String type, List<? extends ExpressionTree> arguments) {
        if (arguments.size() == 1) setter(name, type, arguments.get(0));
        if (arguments.size() == 2) pair(type, arguments.get(0), arguments.get(1));
        if (arguments.size() < 8) opens(name, type, arguments);
    }

    private void setter(String name, String type, ExpressionTree argument) {
        if (!isDatabase(type)) return;
        Address.Role role = Address.role("db."
                + name.replaceFirst("^(?:set|with|add|from)(?=[A-Z])", "").replaceFirst("(?i)(?<=name|number)s$", ""));
        if (role != null) part(role, type, text.apply(argument));
    }

    /** A key with its value: of properties, of options. */
    private void pair(String type, ExpressionTree key, ExpressionTree value) {
        boolean database = isDatabase(type);
        if (!database && !ENTRIES.matcher(type).matches()) return;
        String name = key instanceof IdentifierTree || key instanceof MemberSelectTree
                ? JavaFile.simpleName(key)
                : text.apply(key);
        String known = name.matches("[\\w.-]+") ? name : text.apply(key);
        boolean login = type.equals("Properties") && known.matches("user|password") && connects;
        Address.Role role = Address.role(database || login ? "db." + known : known);
        if (role != null) part(role, type, text.apply(value));
    }

    private void part(Address.Role role, String type, String given) {
        if (DRIVER_CLASS.matcher(type).matches()) literals.driver(role, given);
        literals.given(role, given);
        if (role == Address.Role.URL && !given.contains("${")) literals.opened(given, null, null);
        if (Placeholders.isWhole(given)) uses.use(given, role, form(type), Basis.CALL);
    }

    private static String form(String type) {
        if (type.startsWith("ConnectionFactor")) return "r2dbc:postgresql://user@host/database";
        return LIBPQ_CLASS.matcher(type).matches() ? "postgresql://user@host/database" : null;
    }

    /** An address among the arguments, with the user and the password behind it. */
    private void opens(String name, String type, List<? extends ExpressionTree> arguments) {
        boolean database =
                isDatabase(type) && (name.isEmpty() || OPENS.matcher(name).matches());
        for (int i = 0; i < arguments.size(); i++) {
            String given = text.apply(arguments.get(i));
            boolean address = Address.isTemplate(given);
            if (!address && !(database && Placeholders.isWhole(given))) continue;
            if (!address) uses.use(given, Address.Role.URL, form(type), Basis.CALL);
            String user = i + 2 < arguments.size() ? text.apply(arguments.get(i + 1)) : null;
            String password = user == null ? null : text.apply(arguments.get(i + 2));
            if (Placeholders.isWhole(String.valueOf(user))) uses.use(user, Address.Role.USER, null, Basis.CALL);
            if (Placeholders.isWhole(String.valueOf(password)))
                uses.use(password, Address.Role.PASSWORD, null, Basis.CALL);
            if (address) literals.opened(given, user, password);
            return;
        }
    }
}
