//JAVA 17+
//SOURCES Checkout.java Part.java Report.java Rounds.java

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import support.Result;

/** What a command costs that does nearly nothing. */
class StartPart implements Part {

    /** Short calls vary, and more of them cost little. */
    private static final int CALLS = 3;

    private static final String JBANG = "`jbang manage.java config show`";
    private static final String LAUNCHER = "`java jbang.java manage.java config show`";
    private static final String FAST = "`java @.manage/fast config show`";
    private static final String BEFORE = ", before";

    /** Another checkout to compare with, or null. */
    private final Path against;

    StartPart(Path against) {
        this.against = against;
    }

    @Override
    public String title() {
        return "`config show`, three ways to start it";
    }

    @Override
    public void measure(int rounds, Report report) throws Exception {
        Rounds all = Rounds.ofSeconds(rounds * CALLS);
        time(all, new Checkout(), "");
        if (against != null) time(all, new Checkout(against), BEFORE);
        Map<String, Times> times = all.run();
        report.table(times, "s", JBANG);
        double fast = times.get(FAST).median();
        report.target("argument file", fast, 0.30, " s");
        report.target("argument file / through JBang", fast / times.get(JBANG).median(), 0.25, "");
        if (against == null) return;
        for (String way : List.of(FAST, JBANG)) {
            double before = times.get(way + BEFORE).median();
            report.target(way + " / before", times.get(way).median() / before, 1.05, "");
        }
    }

    private static void time(Rounds all, Checkout checkout, String which) throws Exception {
        checkout.jbang("manage.java", "install-fast").succeeded();
        all.time(JBANG + which, () -> shows(checkout.jbang("manage.java", "config", "show")))
                .time(LAUNCHER + which, () -> shows(checkout.launcher("manage.java", "config", "show")))
                .time(FAST + which, () -> shows(checkout.fast("config", "show")));
    }

    private static void shows(Result result) {
        result.succeeded().prints("POSTGRES_HOSTNAME");
    }
}
