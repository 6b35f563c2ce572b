//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.shell;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import lib.base.Console;
import lib.base.ExitException;
import lib.database.ResultPrinter;
import lib.database.SqlExecutor;
import lib.database.SqlScript;
import org.postgresql.ds.PGSimpleDataSource;

/** The environment's database in a shell, whose JVM has the project's libraries and of ours only the driver. */
public class ShellDatabase {

    /** The variable with the database's address, without user and password. */
    static final String URL = "MANAGE_SHELL_URL";
    /** The system property with the columns of the terminal; 0 where there is none. */
    static final String WIDTH = "manage.shell.width";

    public static final DataSource dataSource = source();
    private static Connection session;

    private static DataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(System.getenv(URL));
        source.setUser(System.getenv("POSTGRES_USER"));
        source.setPassword(System.getenv("POSTGRES_PASSWORD"));
        return source;
    }

    /** Runs SQL in the session of this shell and prints what it returns, or what was wrong with it. */
    public static void sql(String text) {
        try {
            if (session == null || session.isClosed()) session = dataSource.getConnection();
            ResultPrinter printer =
                    new ResultPrinter(ResultPrinter.Format.table, System.out, System.err, Integer.getInteger(WIDTH, 0));
            new SqlExecutor(session, printer, System.err)
                    .all(SqlScript.split(text.getBytes(StandardCharsets.UTF_8), "sql"), "sql");
        } catch (ExitException failed) {
            System.err.println(Console.PROGRAM + ": " + failed.getMessage());
            if (failed.hint != null) System.err.println(failed.hint);
        } catch (SQLException e) {
            System.err.println(Console.PROGRAM + ": cannot connect: " + e.getMessage());
        }
    }
}
