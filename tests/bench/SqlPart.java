//JAVA 17+
//SOURCES ByHand.java Part.java Report.java Rounds.java

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;

/** Long SQL files, against psql. */
class SqlPart implements Part {

    private static final int INSERTS = 100_000;
    private static final int COPY_BYTES = 50_000_000;
    private static final double AT_MOST = 1.3;
    private static final String TEXT =
            "the quick brown fox jumps over the lazy dog and runs away from it as fast as it can, ";

    private ByHand server;
    private Rounds variants;
    private long copied;

    @Override
    public String title() {
        return "`sql -f` with 100,000 inserts and a COPY of 50 MB";
    }

    @Override
    public void measure(int rounds, Report report) throws Exception {
        server = new ByHand();
        server.up();
        server.sql("test", "create table item (id bigint, name text)");
        server.checkout.jbang("manage.java", "install-fast").succeeded();
        variants = Rounds.ofSeconds(rounds);
        Path inserts = inserts();
        Path copy = copy();
        add("inserts", inserts, INSERTS);
        add("COPY", copy, copied);
        addStart();
        Map<String, Times> all = variants.run();
        reportWhatIsCompared(copy, report);
        for (String what : List.of("inserts", "COPY", "select 1")) {
            Map<String, Times> some = new LinkedHashMap<>(all);
            some.keySet().removeIf(name -> !name.startsWith(what));
            report.table(some, "s", what + ", psql");
        }
        reportStart(all, report);
        for (String what : List.of("inserts", "COPY"))
            report.target(
                    what + ", through the argument file / psql",
                    all.get(what + ", argument file").median()
                            / all.get(what + ", psql").median(),
                    AT_MOST,
                    "");
    }

    private void reportWhatIsCompared(Path copy, Report report) throws IOException {
        report.text("The same file of " + INSERTS + " single INSERT statements, and of one COPY of "
                + Files.size(copy) / 1_000_000 + " MB in " + copied + " rows, on the same server, by\n"
                + "`jbang manage.java sql -1 -f FILE`, by the same through the argument file, and by\n"
                + "`docker compose exec -T db psql -q -1 -f - < FILE`: each as one transaction (`-1`)."
                + " The table is emptied before and counted afterwards.\n"
                + "That psql reaches the server by its socket; \"through the published port\" is psql on this"
                + " machine, on the way that `sql` has to take.");
    }

    private static void reportStart(Map<String, Times> all, Report report) {
        report.text(String.format(
                Locale.ROOT,
                "Of the COPY through JBang %.2f s are the start and the connection, which `select 1` takes as well,"
                        + " and %.2f s the work itself;\n"
                        + "of psql's %.2f and %.2f s.",
                all.get("select 1, `jbang`").median(),
                all.get("COPY, `jbang`").median() - all.get("select 1, `jbang`").median(),
                all.get("select 1, psql").median(),
                all.get("COPY, psql").median() - all.get("select 1, psql").median()));
    }

    private void addStart() {
        String[] psql = server.compose(
                        "exec", "-T", "db", "psql", "-X", "-q", "-U", "postgres", "-d", "test", "-c", "select 1")
                .toArray(String[]::new);
        String[] sql = {"-c", "testing", "sql", "select 1"};
        variants.time(
                        "select 1, `jbang`",
                        () -> server.checkout.jbang("manage.java", sql).succeeded())
                .time("select 1, argument file", () -> server.checkout.fast(sql).succeeded())
                .time("select 1, psql", () -> server.checkout.run(psql).succeeded());
    }

    private void add(String what, Path file, long rows) {
        Rounds.Step empty = () -> server.sql("test", "truncate item");
        Rounds.Step check = () -> {
            String count = server.sql("test", "select count(*) from item");
            if (!count.equals(String.valueOf(rows))) throw new AssertionError(count + " rows in the place of " + rows);
        };
        String[] psql = server.compose(
                        "exec",
                        "-T",
                        "db",
                        "psql",
                        "-X",
                        "-q",
                        "-1",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-U",
                        "postgres",
                        "-d",
                        "test",
                        "-f",
                        "-")
                .toArray(String[]::new);
        String[] sql = {"-c", "testing", "sql", "-1", "-f", file.toString()};
        variants.time(
                        what + ", `jbang`",
                        empty,
                        () -> server.checkout.jbang("manage.java", sql).succeeded(),
                        check)
                .time(
                        what + ", argument file",
                        empty,
                        () -> server.checkout.fast(sql).succeeded(),
                        check)
                .time(what + ", psql", empty, () -> server.checkout.feed(file, psql), check);
        addOutside(what, file, empty, check);
    }

    private void addOutside(String what, Path file, Rounds.Step empty, Rounds.Step check) {
        if (jbang.onPath("psql") == null) return;
        // tells what the way into the container costs, which psql inside it does not have to go
        String[] outside = {
            "psql",
            "-X",
            "-q",
            "-1",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            "127.0.0.1",
            "-p",
            String.valueOf(server.port),
            "-U",
            "postgres",
            "-d",
            "test",
            "-f",
            "-"
        };
        variants.time(
                what + ", psql through the published port", empty, () -> server.checkout.feed(file, outside), check);
    }

    private Path inserts() throws IOException {
        Path file = server.checkout.here.directory.resolve("inserts.sql");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < INSERTS; i++)
                out.write("INSERT INTO item (id, name) VALUES (" + i + ", '" + TEXT + i + "');\n");
        }
        return file;
    }

    private Path copy() throws IOException {
        Path file = server.checkout.here.directory.resolve("copy.sql");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("COPY item (id, name) FROM stdin;\n");
            for (long written = 0; written < COPY_BYTES; copied++) {
                String row = copied + "\t" + TEXT + copied + "\n";
                out.write(row);
                written += row.length();
            }
            out.write("\\.\n");
        }
        return file;
    }
}
