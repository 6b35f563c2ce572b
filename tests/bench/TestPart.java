//JAVA 17+
//SOURCES ByHand.java Part.java Report.java Rounds.java Testcontainers.java

import java.util.Map;

/** The main job, against three other ways to run the same tests. */
class TestPart implements Part {

    /** The tests of the example application, all of which each way has to run. */
    static final int TESTS = 31;

    @Override
    public String title() {
        return "`test` on Docker";
    }

    @Override
    public void measure(int rounds, Report report) throws Exception {
        Checkout ours = new Checkout();
        ByHand script = new ByHand();
        Testcontainers testcontainers = new Testcontainers();
        ByHand floor = new ByHand();
        floor.up();
        Map<String, Times> all = Rounds.ofSeconds(rounds)
                .time("`jbang manage.java test`", () -> test(ours))
                .time("hand-written", () -> {
                    script.up();
                    script.maven(ByHand.COVERED, "test", ByHand.REPORT);
                    script.down();
                })
                .time("Testcontainers", () -> testcontainers.maven(ByHand.COVERED, "test", ByHand.REPORT))
                .time("floor", () -> floor.maven(ByHand.COVERED, "test"))
                .time(
                        "an empty script, `jbang`",
                        () -> ours.jbang(Checkout.NOTHING).succeeded())
                .time(
                        "an empty script, `java jbang.java`",
                        () -> ours.launcher(Checkout.NOTHING).succeeded())
                .run();
        reportWhatIsCompared(report);
        report.table(all, "s", "floor");
        double test = all.get("`jbang manage.java test`").median();
        report.target("test / hand-written", test / all.get("hand-written").median(), 0.85, "");
        report.target("test / Testcontainers", test / all.get("Testcontainers").median(), 0.80, "");
        report.target("test / floor", test / all.get("floor").median(), 1.35, "");
    }

    private static void reportWhatIsCompared(Report report) {
        report.text("The " + TESTS
                + " tests of `app/`, compiled before. All with JaCoCo's agent; all but the floor report the"
                + " coverage.\n\n"
                + "- `jbang`: a JVM with JBang that prints a command line, then that one, as JBang's own"
                + " launcher does it. Its start is counted in.\n"
                + "- hand-written: `docker compose up -d`, `pg_isready` over TCP every 0.2 s, `psql -c 'create"
                + " database'`, `mvn -B` with\n"
                + "  `jacoco:prepare-agent test jacoco:report`, `docker compose down -v`; one after another,"
                + " with no shell between.\n"
                + "- Testcontainers " + Testcontainers.VERSION
                + ": one container for all test classes, with its own wait strategy, and\n"
                + "  TESTCONTAINERS_RYUK_DISABLED=true (the image of its reaper is not fetched, so its start"
                + " is not counted).\n"
                + "- floor: `mvn -B jacoco:prepare-agent test` on a database that is up, created and"
                + " migrated.\n"
                + "- What `java jbang.java` costs more than an installed `jbang` is the difference of the last"
                + " two lines.");
    }

    private static void test(Checkout ours) throws Exception {
        ours.jbang("manage.java", "test")
                .succeeded()
                .says(TESTS + " passed, 0 failed")
                .prints("TOTAL ");
    }
}
