//JAVA 17+
//SOURCES Checkout.java Part.java Report.java Rounds.java

import java.util.Map;
import support.Result;

/** What a command costs that does nearly nothing. */
class StartPart implements Part {

    /** Short calls vary, and more of them cost little. */
    private static final int CALLS = 3;

    @Override
    public String title() {
        return "`config show`, three ways to start it";
    }

    @Override
    public void measure(int rounds, Report report) throws Exception {
        Checkout ours = new Checkout();
        ours.jbang("manage.java", "install-fast").succeeded();
        Map<String, Times> all = Rounds.ofSeconds(rounds * CALLS)
                .time("`jbang manage.java config show`", () -> shows(ours.jbang("manage.java", "config", "show")))
                .time(
                        "`java jbang.java manage.java config show`",
                        () -> shows(ours.launcher("manage.java", "config", "show")))
                .time("`java @.manage/fast config show`", () -> shows(ours.fast("config", "show")))
                .run();
        report.table(all, "s", "`jbang manage.java config show`");
        double fast = all.get("`java @.manage/fast config show`").median();
        report.target("argument file", fast, 0.30, " s");
        report.target(
                "argument file / through JBang",
                fast / all.get("`jbang manage.java config show`").median(),
                0.25,
                "");
    }

    private static void shows(Result result) {
        result.succeeded().prints("POSTGRES_HOSTNAME");
    }
}
