//JAVA 17+

package lib.server;

import lib.base.SignalHandling;
import lib.environment.Context;
import lib.environment.DockerHost;

/** Which engine a test run takes. */
public class ServerSelector {

    /** Docker where it works, else embedded, unless one of the two was asked for. */
    public static DatabaseServer choose(Context context) {
        String requested = context.engine();
        if (!requested.equals("auto")) return named(context, requested);
        if (context.dryRun() || ComposeProgram.works(context)) return named(context, "docker");
        DockerHost.of(context).ifPresent(remote -> {
            throw remote.unreachable("");
        });
        context.console().info("Docker is not running here: using an embedded PostgreSQL.");
        return named(context, "embedded");
    }

    public static DatabaseServer named(Context context, String name) {
        return name.equals("docker") ? new ComposeServer(context) : embedded(context);
    }

    /** Whether an engine that nobody asked for could not start because no registry gave it the database's image. */
    public static boolean lackImage(Context context, DatabaseServer engine) {
        if (!context.engine().equals("auto") || engine.project() == null || SignalHandling.happened()) return false;
        ComposeCommands compose = ComposeProgram.compose(context);
        String image = ComposeFiles.of(context).databaseImage();
        return !image.isEmpty()
                && context.runner()
                                .captured(context.command(compose.engine("image", "inspect", image)))
                                .code()
                        != 0;
    }

    /** The engine of a run that is over. */
    public static DatabaseServer of(Context context, RunLock.Run run) {
        if (run.project() == null) return embedded(context);
        Context there = run.docker() == null
                ? context
                : context.with(context.environment().with(run.docker()));
        return new ComposeServer(there, ComposeProgram.compose(there, run.project()));
    }

    /** Of test runs alone; that of {@code postgres start} is elsewhere. */
    private static EmbeddedServer embedded(Context context) {
        return new EmbeddedServer(
                context, context.project().state(context.environment().instance() + "-postgres"), true);
    }
}
