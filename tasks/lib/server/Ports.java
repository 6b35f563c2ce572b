//JAVA 17+

package lib.server;

import java.io.IOException;
import java.net.*;
import java.nio.file.*;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.base.Hashing;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.process.ProcessRunner;

/** TCP ports of this machine: which are free, and who holds one that is not. */
public class Ports {

    private static final Path TABLES = Path.of("/proc/net");
    /** The state LISTEN in those tables. */
    private static final String LISTEN = "0A";

    /** Below those that systems give to whoever asks for any. */
    private static final int FIRST_USUAL = 20_000;

    private static final int LAST_USUAL = 29_999;

    private static final Pattern PUBLISHED = Pattern.compile(":(\\d+)(?:-(\\d+))?->[^,]*/tcp");

    /** A port that nobody listens on: the requested one, or any for 0. */
    public static int free(Context context, int requested) {
        try (ServerSocket socket = new ServerSocket(requested, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            // a port below 1024 may be for others to open: the engine will know
            if (String.valueOf(e.getMessage()).contains("ermission")) return requested;
            boolean server = context.environment().port("POSTGRES_PORT") == requested;
            throw taken(
                    context,
                    requested,
                    server
                            ? "set POSTGRES_PORT to another port, or to 0 for any free one"
                            : "publish another port in docker/" + context.environment().name + ".yml",
                    e);
        }
    }

    /**
     * A free port for the environment's database: the same one again where it can be, so that a connection that
     * somebody saved goes on to work.
     */
    public static int usual(Context context) {
        String place = context.project().root() + "\n" + context.environment().instance();
        int hash = Integer.parseInt(Hashing.sha256(place, 3), 16);
        int port = FIRST_USUAL + hash % (LAST_USUAL - FIRST_USUAL + 1);
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            return free(context, 0);
        }
    }

    /**
     * A port that cannot be listened on.
     *
     * @param otherwise what can be done other than stopping who holds it
     */
    public static ExitException taken(Context context, int port, String otherwise, IOException e) {
        String holder = holder(context, port);
        return ExitException.machineLacks(
                        "port " + port + " is taken" + (holder.isEmpty() ? "" : " by " + holder),
                        "Stop what uses it, or " + otherwise + ".")
                .because(e);
    }

    /**
     * The container that publishes a port, else the process that listens on it; empty where the system does not tell.
     */
    private static String holder(Context context, int port) {
        try {
            Optional<List<String>> ps = DockerHost.of(context).isPresent()
                    ? Optional.empty()
                    : ComposeProgram.engine(context, "ps", "--format", "{{.Names}}\t{{.Ports}}");
            if (ps.isPresent()) {
                String names = publishing(port, output(context, ps.get()));
                if (!names.isEmpty())
                    return "the container " + names + " (" + ps.get().get(0) + " stop " + names + ")";
            }
            String pids = Files.exists(TABLES)
                    ? listeners(port)
                    : output(context, List.of("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN"))
                            .strip();
            return pids.lines().map(Long::valueOf).map(Ports::program).collect(Collectors.joining(", "));
        } catch (IOException | ExitException | NumberFormatException unknown) {
            return "";
        }
    }

    /**
     * The names of the containers that publish a port. Podman has no filter for that.
     *
     * @param answer a line for each container: {@code name<TAB>127.0.0.1:5433->5432/tcp, [::]:8000-8002->8000-8002/tcp}
     */
    static String publishing(int port, String answer) {
        return answer.lines()
                .filter(line -> PUBLISHED
                        .matcher(line)
                        .results()
                        .anyMatch(range -> Integer.parseInt(range.group(1)) <= port
                                && port <= Integer.parseInt(range.group(range.group(2) == null ? 1 : 2))))
                .map(line -> line.substring(0, line.indexOf('\t')))
                .collect(Collectors.joining(", "));
    }

    private static String program(long pid) {
        return "process " + pid
                + ProcessHandle.of(pid)
                        .flatMap(process -> process.info().command())
                        .map(command -> " (" + Path.of(command).getFileName() + ")")
                        .orElse("");
    }

    /** Linux: the sockets that listen on a port, and the processes that have them open; only one's own are readable. */
    private static String listeners(int port) throws IOException {
        Set<String> sockets = new HashSet<>();
        String ending = String.format(":%04X", port);
        for (String table : List.of("tcp", "tcp6")) {
            if (!Files.exists(TABLES.resolve(table))) continue;
            for (String line : Files.readAllLines(TABLES.resolve(table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields[1].endsWith(ending) && fields[3].equals(LISTEN)) sockets.add("socket:[" + fields[9] + "]");
            }
        }
        return ProcessHandle.allProcesses()
                .filter(process -> holdsOne(process.pid(), sockets))
                .map(process -> String.valueOf(process.pid()))
                .collect(Collectors.joining("\n"));
    }

    private static boolean holdsOne(long pid, Set<String> sockets) {
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return open.anyMatch(file -> {
                try {
                    return sockets.contains(Files.readSymbolicLink(file).toString());
                } catch (IOException closedMeanwhile) {
                    return false;
                }
            });
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static String output(Context context, List<String> argv) {
        return new ProcessRunner.Real(context.console())
                .captured(context.command(argv))
                .out();
    }
}
