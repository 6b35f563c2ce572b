//JAVA 17+
//SOURCES ByHand.java Part.java Report.java Rounds.java

import java.util.Map;

/** A run that takes back the server that the run before kept. */
class KeepPart implements Part {

    @Override
    public String title() {
        return "The second run with `--keep`";
    }

    @Override
    public void measure(int rounds, Report report) throws Exception {
        Checkout ours = new Checkout();
        ours.jbang("manage.java", "test", "--keep").succeeded();
        ByHand floor = new ByHand();
        floor.up();
        Map<String, Times> all = Rounds.ofSeconds(rounds)
                .time(
                        "`jbang manage.java test --keep`",
                        () -> ours.jbang("manage.java", "test", "--keep")
                                .succeeded()
                                .says("Reusing the server")
                                .says(TestPart.TESTS + " passed, 0 failed"))
                .time("floor", () -> floor.maven(ByHand.COVERED, "test"))
                .time(
                        "an empty script, `jbang`",
                        () -> ours.jbang(Checkout.NOTHING).succeeded())
                .time("JBang until it has printed the command line", () -> ours.command("manage.java", "--version"))
                .run();
        report.text(
                "The floor is that of part 1. \"JBang's start\" is `jbang` with an empty script, from its start to its"
                        + " end.");
        report.table(all, "s", "floor");
        double test = all.get("`jbang manage.java test --keep`").median();
        double start = all.get("an empty script, `jbang`").median();
        report.target(
                "(test --keep - JBang's start) / floor",
                (test - start) / all.get("floor").median(),
                1.15,
                "");
    }
}
