//JAVA 17+

package lib.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import lib.base.ExitException;
import lib.base.PrivateFiles;
import lib.database.Database;
import lib.environment.Context;
import lib.process.ProcessSpec;

/**
 * A file of pg_dump with the application's database.
 *
 * @param custom whether it has pg_dump's own format, and is no SQL
 */
public record DatabaseDump(Context context, Path file, boolean custom) {

    private static final byte[] CUSTOM = "PGDMP".getBytes(StandardCharsets.US_ASCII);

    /** One that is to be written, in the format of its name. */
    public static DatabaseDump to(Context context, Path file) {
        return new DatabaseDump(context, file, file.toString().endsWith(".dump"));
    }

    /** One that is there, in the format of its content. */
    public static DatabaseDump from(Context context, Path file) {
        try (var in = Files.newInputStream(file)) {
            return new DatabaseDump(context, file, Arrays.equals(in.readNBytes(CUSTOM.length), CUSTOM));
        } catch (IOException e) {
            throw ExitException.cannotRead(file.toString(), e);
        }
    }

    /** Replaces the file when all of it is written. */
    public void write() throws SQLException {
        PsqlClient programs = programs("pg_dump");
        Path written = file.resolveSibling(file.getFileName() + ".part");
        String format = custom ? "--format=custom" : "--format=plain";
        ProcessSpec dump = programs.command(false, "pg_dump", "--no-owner", "--no-privileges", format);
        try {
            // what is in the database is not for every user of this machine
            if (!context.dryRun()) PrivateFiles.create(written);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
        int code = context.runner().redirected(dump, null, written);
        if (context.dryRun()) return;
        try {
            if (code == 0) Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
            else Files.deleteIfExists(written);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
        if (code != 0)
            throw ExitException.workFailed("pg_dump failed", "Its own message is above; " + file + " was not written.");
    }

    /** Reads it into the database, all of it or nothing. */
    public void restore() throws SQLException {
        String program = custom ? "pg_restore" : "psql";
        PsqlClient programs = programs(program);
        String[] arguments = custom
                ? new String[] {"--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"}
                : new String[] {"-X", "-q", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1", "--single-transaction"};
        int code =
                context.runner().redirected(programs.command(false, program, arguments), file.toAbsolutePath(), null);
        if (code != 0)
            throw ExitException.workFailed(
                    file + " could not be restored",
                    "Its own message is above; nothing was changed. Is the database empty? manage.java migrate clean"
                            + " empties it.");
    }

    private PsqlClient programs(String needed) throws SQLException {
        Database database = Database.application(context.environment());
        PsqlClient programs = new PsqlClient(context, database);
        if (context.dryRun()) return programs;
        try (Connection connection = database.connect()) {
            programs.requireSameVersion(needed, connection.getMetaData().getDatabaseMajorVersion());
        }
        return programs;
    }
}
