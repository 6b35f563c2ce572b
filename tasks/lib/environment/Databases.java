//JAVA 17+

package lib.environment;

import java.util.List;
import lib.base.ExitException;

/** The databases of an environment: those in APPLICATION_DATABASES, or the one in APPLICATION_DB. */
public record Databases(Environment environment) {

    public static final String LIST = DatabaseVariables.LIST;

    /** Whether these can be a value of APPLICATION_DATABASES. */
    public static boolean areNames(List<String> names) {
        return DatabaseVariables.unusable("", names).isEmpty();
    }

    /** A variable that is for one database alone. */
    public static String variable(String variable, String database) {
        return variable + DatabaseVariables.suffix(database);
    }

    /** The environment for each of them: APPLICATION_DB, APPLICATION_MIGRATIONS and so on are those of that one. */
    public List<Environment> all() {
        if (!several()) return List.of(environment);
        List<Environment> all = environment.databaseNames().stream()
                .map(environment::ofDatabase)
                .toList();
        List<String> names = all.stream().map(Databases::name).toList();
        if (!names.contains(name(environment)))
            throw ExitException.wrongInput(
                    "APPLICATION_DB is \"" + name(environment) + "\", which is not one of the databases: "
                            + String.join(", ", names),
                    "Set it to one of these, or leave it out to use the first of APPLICATION_DATABASES.");
        return all;
    }

    /** The environment for one of them, by its name in the file. */
    public Environment named(String name) {
        List<String> names = environment.databaseNames();
        boolean known = names.isEmpty() ? name.equals(name(environment)) : names.contains(name);
        if (!known)
            throw ExitException.wrongInput(
                    "there is no database \"" + name + "\" in config/" + environment.name + ".json",
                    names.isEmpty()
                            ? "Its only database is " + name(environment)
                                    + "; to have several, name them in APPLICATION_DATABASES."
                            : "The databases are " + String.join(", ", names) + ".");
        return several() ? environment.ofDatabase(name) : environment;
    }

    private boolean several() {
        return environment.hasSeveralDatabases() && environment.database().isEmpty();
    }

    private static String name(Environment environment) {
        return environment.require(DatabaseVariables.DB);
    }
}
