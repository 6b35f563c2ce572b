//JAVA 17+

package lib.database;

import java.util.*;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.Environment;

/** Exported variables that would lead tests to another database than the one that was started for them. */
public class ForeignDatabaseVariables {

    /** The one of libpq's variables that is a secret. */
    public static final String PASSWORD = "PGPASSWORD";

    /** What libpq and the programs built on it would prefer to an address, or want of another server. */
    private static final List<String> PREFERRED = List.of(
            "PGHOSTADDR",
            "PGSERVICE",
            "PGSERVICEFILE",
            "PGTARGETSESSIONATTRS",
            "PGREQUIREAUTH",
            "PGREQUIREPEER",
            "PGCHANNELBINDING",
            "PGGSSENCMODE",
            "PGREQUIRESSL",
            "PGSSLNEGOTIATION",
            "PGSSLMODE",
            "PGSSLROOTCERT",
            "PGSSLCRL",
            "PGSSLCERT",
            "PGSSLKEY");

    /** Names the variables that are exported, and fails for one that the file has and that names another database. */
    public static void refuse(Context context) {
        String file = "config/" + context.environment().name + ".json";
        List<Environment.Variable> exported =
                context
                        .environment()
                        .with(Map.of("POSTGRES_HOSTNAME", "localhost", "POSTGRES_PORT", "0"))
                        .variables()
                        .stream()
                        .filter(variable -> variable.origin().equals(Environment.PROCESS))
                        .toList();
        exported.stream()
                .filter(variable -> DatabaseAddress.in(variable.text()))
                .findFirst()
                .ifPresent(variable -> {
                    throw ExitException.wrongInput(
                            variable.name() + " is exported, and names a database that the tests must not touch",
                            "Unset it, or set it in " + file
                                    + " to the database of the run:"
                                    + " jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}");
                });
        if (!exported.isEmpty())
            context.console()
                    .info("Exported, and so not taken from " + file + ": "
                            + exported.stream().map(Environment.Variable::name).collect(Collectors.joining(", "))
                            + ".");
    }

    /** The variables by which libpq finds the application's database of a running server. */
    public static Map<String, String> ofLibpq(Environment running) {
        return Map.of(
                "PGHOST",
                Database.application(running).host(),
                "PGPORT",
                running.require("POSTGRES_PORT"),
                "PGUSER",
                running.require("POSTGRES_USER"),
                PASSWORD,
                running.secret("POSTGRES_PASSWORD").reveal(),
                "PGDATABASE",
                Database.application(running).name());
    }

    /** Takes away what libpq would prefer to the address on a command line. */
    public static Map<String, String> withoutPreferred() {
        Map<String, String> changes = new LinkedHashMap<>();
        PREFERRED.forEach(name -> changes.put(name, null));
        return changes;
    }

    /** Changes to the variables of the tests: libpq's name the running server, an unknown address is taken away. */
    public static Map<String, String> withoutForeignVariables(Context running) {
        Environment environment = running.environment();
        Map<String, String> changes = withoutPreferred();
        changes.putAll(ofLibpq(environment));
        Set<String> known = environment.exported().keySet();
        System.getenv().forEach((name, value) -> {
            if (known.contains(name) || !DatabaseAddress.in(value)) return;
            running.console()
                    .info(name
                            + " is exported and names a database, so it is not passed to the tests. Map it in config/"
                            + environment.name + ".json if they need it.");
            changes.put(name, null);
        });
        return changes;
    }
}
