//JAVA 17+

package lib.application;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.Environment;
import lib.maven.ApplicationRun;
import lib.maven.BuiltModule;
import lib.maven.ModuleBuild;
import lib.server.Ports;

/** Runs an application, and runs it again from what its sources have become. */
public record ReloadingRun(Context context, List<String> arguments) {

    /** Runs it until it ends or is interrupted, and returns its exit code. */
    public int run() {
        Optional<ModuleBuild> build = ModuleBuild.of(context, arguments);
        if (build.isEmpty()) return inMaven("the extension for Maven could not be built");
        if (context.dryRun()) {
            build.get().run();
            return 0;
        }
        try (PortRelay relay = relay()) {
            List<List<String>> told = build.get()
                    .run()
                    .orElseThrow(() -> ExitException.workFailed(
                            "the application cannot be compiled", "Maven's own message is above."));
            MainClass main = MainClass.of(BuiltModule.of(told));
            List<String> unknown = main.module().unknown();
            if (unknown.isEmpty()) return follow(build.get(), relay, told, main);
            relay.close();
            return inMaven("the POM sets " + String.join(", ", unknown) + " for exec:java");
        }
    }

    private static int follow(ModuleBuild build, PortRelay relay, List<List<String>> told, MainClass main) {
        try (Reloader reloader = new Reloader(build, relay, told, main)) {
            return reloader.follow();
        }
    }

    private int inMaven(String why) {
        context.console().warn(why + ": the application runs in Maven, and is not reloaded when its sources change.");
        return new ApplicationRun(context).run(arguments);
    }

    private PortRelay relay() {
        Environment environment = context.environment();
        boolean set = environment.get(ApplicationRun.PORT, null) != null;
        int port = set ? environment.port(ApplicationRun.PORT) : Integer.parseInt(ApplicationRun.DEFAULT_PORT);
        String host = environment.get(ApplicationRun.HOST, ApplicationRun.LOOPBACK);
        try {
            return PortRelay.open(InetAddress.getByName(host), port);
        } catch (IOException e) {
            throw Ports.taken(context, port, "choose another one: --port", e);
        }
    }
}
