//JAVA 17+

package lib.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import lib.base.ExitException;
import lib.base.PrivateFiles;
import lib.database.Database;
import lib.environment.Context;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** A file of pg_dump with the application's database. */
public record DatabaseDump(Context context, Path file, Format format) {

    /** What pg_dump writes, by the end of a file's name. */
    public enum Format {
        SQL(".sql", "--format=plain"),
        COMPRESSED_SQL(".sql.gz", "--format=plain", "--compress=6"),
        CUSTOM(".dump", "--format=custom"),
        TAR(".tar", "--format=tar"),
        /** Only to be restored: pg_dump would write it inside the container. */
        DIRECTORY(null, "--format=directory");

        private final String suffix;
        private final List<String> arguments;

        Format(String suffix, String... arguments) {
            this.suffix = suffix;
            this.arguments = List.of(arguments);
        }
    }

    private static final String[] ARCHIVE = {"--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"
    };

    /** What pg_dump writes into a directory beside the data. */
    private static final String CONTENTS = "toc.dat";

    /** The longest of what files of a format begin with: the header of a tar. */
    private static final int HEADER = 512;

    /** One that is to be written, in the format of its name. */
    public static DatabaseDump to(Context context, Path file) {
        Format format = Arrays.stream(Format.values())
                .filter(one -> one.suffix != null && file.toString().endsWith(one.suffix))
                .findFirst()
                .orElseThrow(() -> ExitException.wrongInput(
                        "the name " + file + " does not show the format of the dump",
                        "End it with .sql or .sql.gz, with .dump for pg_dump's own format, or with .tar."));
        return new DatabaseDump(context, file, format);
    }

    /** One that is there, in the format of its content. */
    public static DatabaseDump from(Context context, Path file) {
        boolean directory = Files.isDirectory(file);
        try (InputStream in = Files.newInputStream(directory ? file.resolve(CONTENTS) : file)) {
            Format content = format(file, in.readNBytes(HEADER));
            if (content == Format.SQL) DumpHead.of(file).requireOneDatabase(file);
            return new DatabaseDump(context, file, directory ? Format.DIRECTORY : content);
        } catch (IOException e) {
            throw ExitException.cannotRead(file.toString(), e);
        }
    }

    private static Format format(Path file, byte[] header) {
        // one byte is one character
        String text = new String(header, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PGDMP")) return Format.CUSTOM;
        if (text.startsWith("\u001f\u008b")) return Format.COMPRESSED_SQL;
        if (text.startsWith("ustar", 257)) return Format.TAR;
        if (!text.contains("\0")) return Format.SQL;
        throw ExitException.wrongInput(
                file + " is not a dump: it is neither SQL nor a format of pg_dump",
                "Use a file that manage.java db dump or pg_dump wrote; SQL may be compressed with gzip.");
    }

    /** Replaces the file when all of it is written. */
    public void write() throws SQLException {
        PsqlClient programs = new PsqlClient(context, database());
        if (!context.dryRun()) programs.requireSameVersion("pg_dump", server());
        Path written = file.resolveSibling(file.getFileName() + ".part");
        List<String> arguments = new ArrayList<>(List.of("--no-owner", "--no-privileges"));
        arguments.addAll(format.arguments);
        ProcessSpec dump = programs.command(false, "pg_dump", arguments.toArray(String[]::new));
        try {
            // what is in the database is not for every user of this machine
            if (!context.dryRun()) PrivateFiles.create(written);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
        try {
            int code = programs.redirected(dump, null, written);
            if (context.dryRun()) return;
            if (code != 0)
                throw ExitException.workFailed(
                        "pg_dump failed", "Its own message is above; " + file + " was not written.");
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        } finally {
            if (!context.dryRun()) written.toFile().delete();
        }
    }

    /** Reads it into the database, all of it or nothing. */
    public void restore() throws SQLException {
        if (format != Format.COMPRESSED_SQL || context.dryRun()) {
            restore(file);
            return;
        }
        Path unpacked = unpacked();
        try {
            from(context, unpacked).restore(file);
        } finally {
            unpacked.toFile().delete();
        }
    }

    /** @param named what it is called */
    private void restore(Path named) throws SQLException {
        PsqlClient programs = new PsqlClient(context, database());
        int server = context.dryRun() ? 0 : server();
        if (!context.dryRun()) programs.requireSameVersion(format == Format.SQL ? "psql" : "pg_restore", server);
        Path input = file.toAbsolutePath();
        ProcessRunner.Output output = switch (format) {
            case CUSTOM, TAR -> programs.archive(input, ARCHIVE);
            case DIRECTORY -> programs.directory(input, ARCHIVE);
            default -> programs.script(input);
        };
        if (output.code() != 0)
            throw new RestoreFailure(named, output.err(), head(programs).writer(), server).exception();
        if (!output.err().isBlank()) System.err.println(output.err());
    }

    private DumpHead head(PsqlClient programs) {
        return switch (format) {
            case SQL -> DumpHead.of(file);
            case DIRECTORY -> new DumpHead("");
            default -> programs.contents(file);
        };
    }

    /** What is in a compressed one, in a file that only its owner may read. */
    private Path unpacked() {
        try {
            Path unpacked = Files.createTempFile("manage", ".sql");
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                    OutputStream out = Files.newOutputStream(unpacked)) {
                in.transferTo(out);
                return unpacked;
            } catch (IOException e) {
                Files.delete(unpacked);
                throw e;
            }
        } catch (IOException e) {
            throw ExitException.workFailed(
                            file + " cannot be unpacked: " + e.getMessage(),
                            "The file must be complete, and the disk of " + System.getProperty("java.io.tmpdir")
                                    + " must have room for what is in it.")
                    .because(e);
        }
    }

    private Database database() {
        return Database.application(context.environment());
    }

    /** The major version of the server. */
    private int server() throws SQLException {
        try (Connection connection = database().connect()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }
}
