//JAVA 17+

package lib.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lib.environment.Environment;

/**
 * The command lines of PostgreSQL's own programs for a server, to be run in its directory. Nothing is started here.
 *
 * @param release the directory with the programs
 * @param directory where the server keeps its data and its log; pg_ctl writes no name of it into a shell's line
 */
record PostgresCommands(Path release, Path directory) {

    private static final String DATA = "data";

    /** @param more what makes it like the server in the image */
    List<String> initdb(Environment environment, Path password, List<String> more) {
        List<String> argv = new ArrayList<>(List.of(
                program("initdb"),
                "--pgdata=" + DATA,
                "--username=" + environment.require("POSTGRES_USER"),
                "--pwfile=" + password.getFileName(),
                "--auth=" + environment.get("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256"),
                "--no-sync"));
        argv.addAll(more);
        return argv;
    }

    List<String> start() {
        return control("-l", "log", "start");
    }

    List<String> status() {
        return control("status");
    }

    /** @param immediate without writing out what is in memory */
    List<String> stop(boolean immediate) {
        return control("-m", immediate ? "immediate" : "fast", "stop");
    }

    private List<String> control(String... action) {
        List<String> argv = new ArrayList<>(List.of(program("pg_ctl"), "-D", DATA, "-w", "-t", "60"));
        argv.addAll(List.of(action));
        return argv;
    }

    Path data() {
        return directory.resolve(DATA);
    }

    private String program(String name) {
        return release.resolve("bin").resolve(name).toString();
    }
}
