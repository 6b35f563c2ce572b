//JAVA 17+

package lib.application;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lib.environment.Context;
import lib.maven.ApplicationRun;
import lib.server.Ports;

/**
 * How a version of the application is started.
 *
 * @param directory with its own copy of what was compiled
 */
record VersionCommand(Context context, MainClass main, Path directory, List<Path> classPath) {

    /** Starts it on a port that is free, which only we lead to. */
    ApplicationVersion start() {
        int port = Ports.free(context, 0);
        Context told = context.with(context.environment()
                .with(Map.of(ApplicationRun.PORT, String.valueOf(port), ApplicationRun.HOST, ApplicationRun.LOOPBACK)));
        return ApplicationVersion.start(told, told.command(argv()), port);
    }

    private List<String> argv() {
        List<String> argv = new ArrayList<>(List.of(main.module().java().toString()));
        main.module().properties().forEach(property -> argv.add("-D" + property));
        argv.add("-cp");
        argv.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        argv.add(main.name());
        argv.addAll(main.module().arguments());
        return argv;
    }
}
