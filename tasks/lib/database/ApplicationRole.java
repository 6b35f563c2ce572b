//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import java.sql.*;
import java.util.*;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.Environment;
import org.postgresql.PGConnection;

/**
 * The role that the application logs in as, APPLICATION_USER. It owns nothing: it uses what POSTGRES_USER owns, by
 * privileges that are granted once and for all, or, where APPLICATION_GRANTS is none, by those that the migrations
 * grant.
 *
 * @param context with the server's address
 */
public record ApplicationRole(Context context, String name) {

    private static final String ALLOWED = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION";
    /** What it can do and must not, as ALTER ROLE takes it away; only a superuser may name some of these. */
    private static final String TOO_MUCH = """
        SELECT concat_ws(' ', CASE WHEN NOT rolcanlogin THEN 'LOGIN' END, CASE WHEN rolsuper THEN 'NOSUPERUSER' END,
            CASE WHEN rolbypassrls THEN 'NOBYPASSRLS' END, CASE WHEN rolcreatedb THEN 'NOCREATEDB' END,
            CASE WHEN rolcreaterole THEN 'NOCREATEROLE' END, CASE WHEN rolreplication THEN 'NOREPLICATION' END)
          FROM pg_roles WHERE rolname = ?
        """;

    private static final String OWNS =
            "SELECT 1 FROM pg_shdepend JOIN pg_roles r ON r.oid = refobjid WHERE refclassid ="
                    + " 'pg_authid'::regclass AND deptype = 'o' AND rolname = ?";
    private static final String ADMITTED =
            "SELECT 1 FROM pg_default_acl, aclexplode(defaclacl) JOIN pg_roles r ON r.oid ="
                    + " grantee WHERE rolname = ?";
    private static final String WRITES = "SELECT 1 FROM pg_roles WHERE rolname = ? AND NOT rolsuper AND"
            + " has_table_privilege(oid, to_regclass(?), 'INSERT, UPDATE, DELETE, TRUNCATE')";
    private static final String SCHEMAS =
            "SELECT nspname FROM pg_namespace WHERE nspname !~ ? AND nspname <> 'information_schema' ORDER BY 1";

    /** That of an environment; none where it has no APPLICATION_USER. */
    public static Optional<ApplicationRole> of(Context context) {
        Environment environment = context.environment();
        String name = environment.get("APPLICATION_USER", null);
        if (name == null) return Optional.empty();
        environment.require("APPLICATION_PASSWORD");
        if (name.equals(environment.require("POSTGRES_USER")))
            throw ExitException.wrongInput(
                    "APPLICATION_USER and POSTGRES_USER are both \"" + name + "\"",
                    "APPLICATION_USER must be a role that owns nothing: give it another name, or leave it out.");
        String grants = environment.get("APPLICATION_GRANTS", "all");
        if (!List.of("all", "none").contains(grants))
            throw ExitException.wrongInput(
                    "APPLICATION_GRANTS is \"" + grants + "\"",
                    "Set it to none if the migrations grant APPLICATION_USER what it needs; otherwise"
                            + " to all, or leave it out.");
        return Optional.of(new ApplicationRole(context, name));
    }

    /** Makes it, and lets it use a database. */
    public void bring(Database database) {
        make();
        admit(database);
    }

    /** Makes it where it is missing, takes away what it must not be able to do, and gives it its password. */
    public void make() {
        Database maintenance = Database.maintenance(context.environment());
        try (Connection connection = maintenance.connect();
                Statement statement = connection.createStatement()) {
            begin(connection);
            List<String> excess = Statements.strings(connection, TOO_MUCH, name);
            if (excess.isEmpty()) statement.execute(createStatement());
            else if (!excess.get(0).isEmpty()) statement.execute("ALTER ROLE " + quoted() + " " + excess.get(0));
            // hashed here, so that no log of the server has it
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(
                            name,
                            context.environment()
                                    .secret("APPLICATION_PASSWORD")
                                    .reveal()
                                    .toCharArray(),
                            null);
            boolean owns = !Statements.strings(connection, OWNS, name).isEmpty();
            connection.commit();
            if (owns)
                context.console()
                        .warn("the role " + quoted() + " owns objects on this server, and neither"
                                + " privileges nor policies restrict an owner.\nTransfer them, in each"
                                + " database: REASSIGN OWNED BY "
                                + quoted() + " TO " + owner());
        } catch (SQLException e) {
            throw failed("cannot create the role " + quoted(), e);
        }
    }

    /** Lets it use a database: what is there when it comes, and what the migrations will make. */
    public void admit(Database database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            begin(connection);
            statement.execute(connectStatement(database));
            // what a migration has taken back meanwhile stays so
            if (Statements.strings(connection, ADMITTED, name).isEmpty())
                for (String sql : privileges(Statements.strings(connection, SCHEMAS, "^pg_"))) statement.execute(sql);
            connection.commit();
        } catch (SQLException e) {
            throw failed("cannot let the role " + quoted() + " use the database " + Database.quote(database.name()), e);
        }
    }

    /**
     * Takes away what a role was given of a table that is not the application's to write.
     *
     * @param connection of the table's owner
     * @param table as SQL names it
     */
    public static void keepFrom(Connection connection, String role, String table) throws SQLException {
        if (Statements.strings(connection, WRITES, role, table).isEmpty()) return;
        try (Statement statement = connection.createStatement()) {
            statement.execute("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON " + table + " FROM " + Database.quote(role));
        }
    }

    /** Two that change a role at the same time would be in each other's way. */
    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Statements.strings(connection, "SELECT pg_advisory_xact_lock(hashtext(?))", "manage.java");
    }

    /** What {@link #make} and {@link #admit} do in a new database, for people. */
    public List<String> statements(Database database) {
        List<String> all = new ArrayList<>(List.of(createStatement() + " PASSWORD '***'", connectStatement(database)));
        all.addAll(privileges(List.of("public")));
        return all;
    }

    private String createStatement() {
        return "CREATE ROLE " + quoted() + " " + ALLOWED;
    }

    private String connectStatement(Database database) {
        return "GRANT CONNECT ON DATABASE " + Database.quote(database.name()) + " TO " + quoted();
    }

    private List<String> privileges(List<String> schemas) {
        List<String> all = new ArrayList<>();
        // up to version 14 everybody may create something there, and so own it
        if (schemas.contains("public")) all.add("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        if (context.environment().get("APPLICATION_GRANTS", "all").equals("none")) return all;
        for (String schema : schemas) {
            String in = " IN SCHEMA " + Database.quote(schema) + " TO " + quoted();
            all.add("GRANT USAGE ON SCHEMA " + Database.quote(schema) + " TO " + quoted());
            all.add("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES" + in);
            all.add("GRANT USAGE ON ALL SEQUENCES" + in);
            all.add("GRANT EXECUTE ON ALL FUNCTIONS" + in);
        }
        for (String privilege : List.of(
                "USAGE ON SCHEMAS",
                "SELECT, INSERT, UPDATE, DELETE ON TABLES",
                "USAGE ON SEQUENCES",
                "EXECUTE ON FUNCTIONS"))
            all.add("ALTER DEFAULT PRIVILEGES FOR ROLE " + owner() + " GRANT " + privilege + " TO " + quoted());
        return all;
    }

    private String quoted() {
        return Database.quote(name);
    }

    private String owner() {
        return Database.quote(context.environment().require("POSTGRES_USER"));
    }

    private static ExitException failed(String what, SQLException e) {
        return ExitException.workFailed(
                        what + ": " + e.getMessage(),
                        "Grant POSTGRES_USER the privilege, or ask whoever runs the server to run the"
                                + " statements: manage.java create-initial-db --dry-run prints them.")
                .because(e);
    }
}
