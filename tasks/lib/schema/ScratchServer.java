//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.schema;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.*;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.database.ApplicationRole;
import lib.database.Database;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.environment.TlsSettings;
import lib.server.ComposeFiles;
import lib.server.DatabaseServer;
import lib.server.EmbeddedServer;
import lib.server.ServerAddressFile;
import org.postgresql.util.PSQLException;

/**
 * Where scratch databases live: on the environment's server where that is one of ours, else on an embedded one that is
 * there for them alone, because nothing is made on a server of others, where one may not be allowed to either.
 *
 * @param context with the server's address
 * @param engine null for the environment's own
 * @param turn held while the one directory of such a server is ours; null where there is none
 */
public record ScratchServer(Context context, DatabaseServer engine, FileChannel turn) implements AutoCloseable {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");

    /** What is done with one. */
    public interface Work {
        void on(ScratchServer server) throws Exception;
    }

    public static ScratchServer of(Context at) {
        if (ours(at)) return new ScratchServer(at, null, null).withRole();
        at.console()
                .info("The server at " + Database.application(at.environment()).address()
                        + " is not managed by manage.java: comparing on an embedded server.");
        return apart(at);
    }

    /** A role belongs to the server: where a migration makes one that is there already, it runs on another server. */
    public static void use(Context at, Work work) throws Exception {
        try (ScratchServer server = of(at)) {
            work.on(server);
            return;
        } catch (ExitException stop) {
            if (!ours(at) || !makesRole(stop)) throw stop;
        }
        at.console().info("The server already has a role that a migration creates: comparing on an embedded server.");
        try (ScratchServer server = apart(at)) {
            work.on(server);
        }
    }

    private static boolean makesRole(ExitException stop) {
        for (Throwable cause = stop; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException sql && "42710".equals(sql.getSQLState()))
                return sql.getServerErrorMessage() != null
                        && "CreateRole".equals(sql.getServerErrorMessage().getRoutine());
        }
        return false;
    }

    private static ScratchServer apart(Context at) {
        Map<String, String> plain = new HashMap<>(Map.of("POSTGRES_PORT", "0"));
        TlsSettings.ALL.forEach(name -> plain.put(name, ""));
        Context own = at.with(at.environment().with(plain));
        EmbeddedServer engine = new EmbeddedServer(own, at.project().state("scratch-postgres"), true);
        FileChannel turn = turn(at.project().state("scratch-postgres.lock"));
        try {
            engine.requireUnused();
            return new ScratchServer(own.with(own.environment().with(engine.up(0))), engine, turn).withRole();
        } catch (RuntimeException e) {
            new ScratchServer(own, engine, turn).close();
            throw e;
        }
    }

    /** Migrations may grant the application's role something, which the server then has to know. */
    private ScratchServer withRole() {
        if (engine != null || ServerAddressFile.startedHere(context))
            ApplicationRole.of(context).ifPresent(ApplicationRole::make);
        return this;
    }

    /** Waits until no other process has such a server in this checkout. */
    private static FileChannel turn(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return channel;
        } catch (FileLockInterruptionException e) {
            throw ExitException.interrupted();
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    /** Of this machine, of the machine that the Docker engine runs on, or started by {@code postgres start}. */
    private static boolean ours(Context context) {
        if (Files.exists(ServerAddressFile.file(context))) return true;
        String host = context.environment().require("POSTGRES_HOSTNAME");
        boolean local = HERE.contains(host)
                || DockerHost.of(context)
                        .filter(engine -> engine.host().equals(host))
                        .isPresent();
        return local && ComposeFiles.of(context).hasDatabase();
    }

    @Override
    public void close() {
        if (engine == null) return;
        SignalHandling.shield();
        try (turn) {
            engine.down();
        } catch (IOException e) {
            // the lock ends with the process
        }
    }
}
