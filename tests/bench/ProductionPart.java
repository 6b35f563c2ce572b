//JAVA 17+
//SOURCES Checkout.java Part.java Report.java

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.*;
import java.util.zip.GZIPOutputStream;
import support.Load;

/** docker/production.yml under load, on the machine that makes the load as well; and the size of its image. */
class ProductionPart implements Part {

    private static final int CONNECTIONS = 16;
    private static final int SECONDS = 10;
    private static final int USERS = 100;
    private static final String BASE_IMAGE = "eclipse-temurin:25-jre";

    @Override
    public String title() {
        return "The production stack under load";
    }

    @Override
    public void measure(int rounds, Report report) throws Exception {
        Checkout ours = new Checkout();
        int port = free();
        for (String secret : List.of("POSTGRES_PASSWORD", "APPLICATION_PASSWORD"))
            ours.here.set(secret, UUID.randomUUID().toString());
        ours.here.set("APPLICATION_PORT", String.valueOf(port));
        compose(ours, "up", "-d", "--scale", "web=3");
        String users = "INSERT INTO users (email) SELECT n || '@server.com' FROM generate_series(1, " + USERS + ") n";
        compose(ours, "exec", "-T", "db", "psql", "-U", "postgres", "-d", "application", "-c", users);
        Map<String, Times> rates = new LinkedHashMap<>();
        Map<String, Times> slowest = new LinkedHashMap<>();
        long requests = 0;
        List<String> failures = new ArrayList<>();
        for (String path : List.of("/", "/users")) {
            rates.put(path, new Times("GET " + path, new ArrayList<>()));
            slowest.put(path, new Times("GET " + path, new ArrayList<>()));
        }
        for (int round = 0; round <= rounds; round++) {
            for (String path : rates.keySet()) {
                Load load = new Load("http://127.0.0.1:" + port, CONNECTIONS, Duration.ZERO, "GET " + path);
                long start = System.nanoTime();
                Thread.sleep(SECONDS * 1000);
                double seconds = (System.nanoTime() - start) / 1e9;
                long done = load.requests();
                load.close();
                failures.addAll(load.failures());
                requests += load.requests();
                if (round == 0) continue;
                rates.get(path).values().add(done / seconds);
                slowest.get(path).values().add(load.milliseconds(99));
            }
        }
        report.text("Three processes, each limited to one core, behind the proxy; " + CONNECTIONS
                + " connections from the same machine, " + SECONDS + " s each; `/users` lists " + USERS + " users.");
        report.table(rates, "requests/s", null);
        report.table(slowest, "ms, p99", null);
        report.target("failed requests, of " + requests, failures.size(), 0, "");
        failures.stream().limit(5).forEach(report::text);
        reportImage(ours, port, report);
    }

    private static void reportImage(Checkout ours, int port, Report report) throws IOException {
        String image = ours.run(
                                "docker",
                                "ps",
                                "--filter",
                                "publish=" + port,
                                "--format",
                                "{{.Label \"com.docker.compose.project\"}}")
                        .out()
                        .strip()
                + "-application";
        report.text(String.format(
                Locale.ROOT,
                "Its image: %s. `%s`, which it does not use, as it is on this machine: %s.",
                size(ours, image),
                BASE_IMAGE,
                size(ours, BASE_IMAGE)));
    }

    private static void compose(Checkout ours, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--yes", "-c", "production", "compose"));
        all.addAll(List.of(arguments));
        ours.here.manage(all.toArray(String[]::new)).succeeded();
    }

    private static String size(Checkout ours, String image) throws IOException {
        double unpacked = Double.parseDouble(ours.run("docker", "image", "inspect", "--format", "{{.Size}}", image)
                .succeeded()
                .out()
                .strip());
        Counter packed = new Counter();
        Process save = new ProcessBuilder("docker", "save", image).start();
        try (var in = save.getInputStream();
                var out = new GZIPOutputStream(packed)) {
            in.transferTo(out);
        }
        return String.format(Locale.ROOT, "%.0f MB, packed %.0f MB", unpacked / 1e6, packed.bytes / 1e6);
    }

    private static class Counter extends java.io.OutputStream {

        long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int from, int length) {
            bytes += length;
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
