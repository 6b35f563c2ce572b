//JAVA 17+
//SOURCES ByHand.java Part.java Report.java Rounds.java

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import support.Watching;

/** From the write of a file to the line with the result. */
class WatchPart implements Part {

    private static final String TEST = "app/src/test/java/com/example/application/ConfigurationTest.java";
    private static final String TESTED = "app/src/main/java/com/example/application/UserRepository.java";
    private static final String COUNTS = " passed, 0 failed, ";

    private Checkout ours;
    private Watching loop;
    private ByHand server;
    private int changes;

    @Override
    public String title() {
        return "`test --watch`, from save to result";
    }

    @Override
    public void measure(int rounds, Report report) throws Exception {
        server = new ByHand();
        server.up();
        ours = new Checkout();
        loop = new Watching(ours.here, ours.command("manage.java", "test", "--watch"));
        Closing.add(loop::close);
        loop.untilItWaits();
        Map<String, Times> all = Rounds.ofSeconds(rounds)
                .time("a test, `--watch`", this::settle, () -> save(TEST), () -> {})
                .time("a test, `mvn -o test -Dtest=`", () -> {}, () -> maven(TEST, "ConfigurationTest"), () -> {})
                .time("a class under test, `--watch`", this::settle, () -> save(TESTED), () -> {})
                .time(
                        "a class under test, `mvn -o test -Dtest=`",
                        () -> {},
                        () -> maven(TESTED, "UserRepositoryTest,HttpApiTest,HealthTest,SlowClientsTest"),
                        () -> {})
                .run();
        loop.quit();
        report.text("From the write of a comment into the file to the line with the counts, on a server that is up. "
                + "`-Dtest=` names the tests that the change reaches.");
        report.table(all, "s", "a test, `mvn -o test -Dtest=`");
        for (String what : List.of("a test", "a class under test")) {
            double watched = all.get(what + ", `--watch`").median();
            report.target(what, watched, what.equals("a test") ? 1.0 : 1.2, "s");
            report.target(
                    what + ", of Maven",
                    watched / all.get(what + ", `mvn -o test -Dtest=`").median(),
                    0.3,
                    "");
        }
    }

    /** The next JVM is started after a run. */
    private void settle() throws Exception {
        Thread.sleep(3000);
    }

    private void save(String file) throws Exception {
        change(ours.here.folder.resolve(file));
        loop.until(COUNTS);
    }

    private void maven(String file, String tests) throws Exception {
        change(server.checkout.here.folder.resolve(file));
        server.checkout
                .here
                .run(List.of("mvn", "-B", "-o", "-f", "app/pom.xml", "test", "-Dtest=" + tests), "")
                .succeeded();
    }

    private void change(Path file) throws Exception {
        Files.writeString(file, Files.readString(file) + "// " + changes++ + "\n");
    }
}
