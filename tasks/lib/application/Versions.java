//JAVA 17+

package lib.application;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lib.base.Console;
import lib.maven.ApplicationRun;

/**
 * The version of the application that runs, one at a time. When the next one is compiled it is stopped, and what
 * connects meanwhile waits; it runs again where the next one ends before it serves.
 */
class Versions implements AutoCloseable {

    /** After that an application that does not listen will not do so any more. */
    private static final long SLOW_START = TimeUnit.SECONDS.toNanos(20);

    private final Console console;
    private final PortRelay relay;
    private VersionCommand command;
    private ApplicationVersion version;
    /** The last one that served, for as long as the one that runs does not. */
    private Optional<VersionCommand> before = Optional.empty();

    private long started;
    private boolean serves;
    private boolean advised;

    Versions(PortRelay relay, VersionCommand first) {
        this.console = first.context().console();
        this.relay = relay;
        start(first);
    }

    private void start(VersionCommand next) {
        command = next;
        serves = false;
        started = System.nanoTime();
        version = next.start();
    }

    boolean serve() {
        return serves;
    }

    /** Looks after it; false where it has ended. */
    boolean run() {
        if (version.ended()) return startBefore();
        if (serves) return true;
        if (version.listens()) {
            serves = true;
            before = Optional.empty();
            relay.leadTo(version.port);
            console.info("The application answers on " + relay.address() + ".");
        } else if (!advised && System.nanoTime() - started > SLOW_START) {
            advise("the application does not listen on port " + version.port);
        }
        return true;
    }

    private boolean startBefore() {
        if (serves) return false;
        int code = version.code();
        if (code != 0)
            advise("the application ended with exit code " + code + " before it listened on port " + version.port);
        if (before.isEmpty()) return false;
        console.warn("the previous version is running again.");
        VersionCommand again = before.get();
        before = Optional.empty();
        start(again);
        return true;
    }

    private void advise(String what) {
        if (!advised)
            console.warn(what + " (the value of " + ApplicationRun.PORT + "). manage.java itself listens on port "
                    + relay.port()
                    + ", and passes each connection on to the application.\n"
                    + "If the application reads"
                    + " its port from another"
                    + " variable, set that"
                    + " variable"
                    + " in config/" + command.context().environment().name + ".json: {\"name\": \"PORT\","
                    + " \"value\": \"${" + ApplicationRun.PORT + "}\"}. Or start the application with --no-reload.");
        advised = true;
    }

    /** Another one takes its place. */
    void replace(VersionCommand next) {
        if (serves) before = Optional.of(command);
        version.stop();
        start(next);
    }

    /** It goes on. */
    void resume() {
        if (serves) relay.leadTo(version.port);
    }

    /** Those whose directories are needed. */
    List<VersionCommand> kept() {
        return Stream.concat(Stream.of(command), before.stream()).toList();
    }

    /** How it ended. */
    int code() {
        return version.code();
    }

    @Override
    public void close() {
        version.stop();
    }
}
