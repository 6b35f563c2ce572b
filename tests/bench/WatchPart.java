//JAVA 17+
//SOURCES ByHand.java Part.java QuarkusProject.java Report.java Rounds.java ShopProject.java

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import support.Watching;
import support.Workspace;

/** From the write of a file to the line with the result. */
class WatchPart implements Part {

    private static final String A_TEST = "a test";
    private static final String A_CLASS = "a class under test";
    private static final String APP_TEST = "app/src/test/java/com/example/application/UserRepositoryTest.java";
    private static final String APP_TESTED = "app/src/main/java/com/example/application/UserRepository.java";
    private static final int CLASSES = 300;
    private static final int SETTLE_MILLIS = 3000;

    /** What the tests themselves took. */
    private final Map<String, List<Double>> tests = new HashMap<>();

    private ByHand server;
    private Rounds rounds;
    private int changes;

    @Override
    public String title() {
        return "`test --watch`, from save to result";
    }

    @Override
    public void measure(int count, Report report) throws Exception {
        server = new ByHand();
        server.up();
        server.sql("postgres", "create database shop");
        server.sql("shop", "create table users (id int)");
        rounds = Rounds.ofSeconds(count);
        addSmall();
        addApplication();
        addLarge();
        Map<String, Times> all = rounds.run();
        report.text("From the write of a comment into a file to the line with the counts. The small module has a class"
                + " that queries a table, and its test:\nthe same for `test --watch`, for the continuous testing of"
                + " Quarkus " + QuarkusProject.VERSION
                + " (there with injection), and for Maven with `-Dtest=`, each on"
                + " a server that is up,\nof the same image. The large module has " + CLASSES + " classes and "
                + CLASSES / 3 + " classes of tests more; the one in the middle changes, which four of them reach.");
        for (String what : List.of(A_TEST, A_CLASS)) {
            report.table(some(all, what + ", "), "s", what + ", Quarkus");
            report.target(what + ", of Quarkus", ratio(all, what, "Quarkus"), 0.5, "");
            report.target(what + ", of Maven", ratio(all, what, "Maven"), 0.3, "");
        }
        report.table(some(all, "app, "), "s", "app, " + A_TEST + ", Maven");
        for (String what : List.of(A_TEST, A_CLASS))
            report.text("Of \"app, " + what + ", `--watch`\", the tests themselves take "
                    + String.format(Locale.ROOT, "%.2f", testTime("app, " + what + ", `--watch`")) + " s.");
        report.target(
                "app, " + A_TEST, all.get("app, " + A_TEST + ", `--watch`").median(), 1.0, "s");
        report.target(
                "app, " + A_CLASS, all.get("app, " + A_CLASS + ", `--watch`").median(), 1.2, "s");
        report.table(some(all, "large, "), "s", "large, a class in the middle, Maven");
        report.target(
                "large, a class in the middle",
                all.get("large, a class in the middle, `--watch`").median(),
                1.5,
                "s");
    }

    private double testTime(String name) {
        return new Times(name, tests.get(name)).median();
    }

    private static Map<String, Times> some(Map<String, Times> all, String prefix) {
        Map<String, Times> some = new LinkedHashMap<>(all);
        some.keySet().removeIf(name -> !name.startsWith(prefix));
        return some;
    }

    private static double ratio(Map<String, Times> all, String what, String other) {
        return all.get(what + ", `--watch`").median()
                / all.get(what + ", " + other).median();
    }

    private void addSmall() throws Exception {
        ShopProject ours = new ShopProject(0);
        Watching loop = loop(ours.here);
        QuarkusProject quarkus = new QuarkusProject(server.port);
        quarkus.start();
        ShopProject maven = new ShopProject(0);
        for (var one :
                Map.of(A_TEST, ShopProject.TEST, A_CLASS, ShopProject.TESTED).entrySet()) {
            String file = one.getValue();
            watched(one.getKey() + ", `--watch`", loop, ours.path(file));
            time(one.getKey() + ", Quarkus", () -> {
                change(quarkus.here.directory.resolve(file));
                quarkus.untilItHasTested();
            });
            time(one.getKey() + ", Maven", () -> maven(maven.here, maven.path(file), ".", "UsersTest"));
        }
    }

    private void addApplication() throws Exception {
        Checkout ours = new Checkout();
        Watching loop = loop(ours.here);
        Map<String, String> tests = Map.of(
                APP_TEST,
                "UserRepositoryTest",
                APP_TESTED,
                "UserRepositoryTest,HttpApiTest,HealthTest,SlowClientsTest");
        for (String file : List.of(APP_TEST, APP_TESTED)) {
            String what = "app, " + (file.equals(APP_TEST) ? A_TEST : A_CLASS);
            watched(what + ", `--watch`", loop, ours.here.directory.resolve(file));
            Path theirs = server.checkout.here.directory.resolve(file);
            time(what + ", Maven", () -> maven(server.checkout.here, theirs, "app", tests.get(file)));
        }
    }

    private void addLarge() throws Exception {
        ShopProject ours = new ShopProject(CLASSES);
        String file = ShopProject.file(CLASSES / 2);
        watched("large, a class in the middle, `--watch`", loop(ours.here), ours.path(file));
        ShopProject maven = new ShopProject(CLASSES);
        time(
                "large, a class in the middle, Maven",
                () -> maven(maven.here, maven.path(file), ".", "C150Test,C153Test,C156Test,C159Test"));
    }

    private static Watching loop(Workspace here) throws Exception {
        Watching loop = new Watching(here, Workspace.argv("manage.java", "test", "--watch", "-v"));
        Closing.add(loop::close);
        loop.untilItWaits();
        return loop;
    }

    private void watched(String name, Watching loop, Path file) {
        time(name, () -> {
            change(file);
            String said = loop.until(" passed, 0 failed, ");
            if (said.contains("Maven is needed")) throw new AssertionError(said);
            tests.computeIfAbsent(name, key -> new ArrayList<>()).add(Watching.seconds(said));
        });
    }

    /** The next JVM is started after a run, and counts with no other. */
    private void time(String name, Rounds.Step work) {
        rounds.time(name, () -> Thread.sleep(SETTLE_MILLIS), work, () -> {});
    }

    private void maven(Workspace here, Path file, String directory, String tests) throws Exception {
        change(file);
        Map.of(
                        "POSTGRES_HOSTNAME", "127.0.0.1",
                        "POSTGRES_PORT", String.valueOf(server.port),
                        "POSTGRES_USER", "postgres",
                        "POSTGRES_PASSWORD", "postgres",
                        "APPLICATION_DB", directory.equals("app") ? "test" : "shop",
                        "APPLICATION_CONFIG", "testing")
                .forEach(here::set);
        here.run(List.of("mvn", "-B", "-o", "-f", directory, "test", "-Dtest=" + tests), "")
                .succeeded();
    }

    private void change(Path file) throws Exception {
        Files.writeString(file, Files.readString(file) + "// " + changes++ + "\n");
    }
}
