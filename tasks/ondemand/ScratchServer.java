//JAVA 17+
//SOURCES ../Embedded.java ../Running.java

import java.nio.file.Files;
import java.util.*;

/**
 * Where scratch databases live: on the environment's server where that is one of ours, else on an embedded one that is there
 * for them alone, because nothing is made on a server of others, where one may not be allowed to either.
 *
 * @param context with the server's address
 * @param engine  null for the environment's own
 */
public record ScratchServer(Context context, Engine engine) implements AutoCloseable {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");

    public static ScratchServer of(Context at) {
        if (ours(at)) return new ScratchServer(at, null);
        at.talk().say("The server at " + Database.application(at.environment()).address() + " is none of ours: comparing on an embedded one.");
        Map<String, String> plain = new HashMap<>(Map.of("POSTGRES_PORT", "0"));
        Tls.ALL.forEach(name -> plain.put(name, ""));
        Context own = at.with(at.environment().with(plain));
        Embedded engine = new Embedded(own, at.project().state("scratch-postgres"), true);
        engine.requireUnused();
        try {
            return new ScratchServer(own.with(own.environment().with(engine.up(0))), engine);
        } catch (RuntimeException e) {
            Interrupts.shield();
            engine.down();
            throw e;
        }
    }

    /** Of this machine, of the machine that the Docker engine runs on, or started by {@code postgres start}. */
    private static boolean ours(Context context) {
        if (Files.exists(Running.file(context))) return true;
        String host = context.environment().require("POSTGRES_HOSTNAME");
        boolean near = HERE.contains(host) || RemoteEngine.of(context).filter(engine -> engine.host().equals(host)).isPresent();
        return near && ComposeFiles.of(context).hasDatabase();
    }

    @Override
    public void close() {
        if (engine == null) return;
        Interrupts.shield();
        engine.down();
    }
}
