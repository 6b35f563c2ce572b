//JAVA 17+

package support;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** The page that lists every way in which the guards of a protected environment were attacked. */
public final class GuardTable {

    private static final String HEAD = """
        # Attempts to get past the guards

        After this page you know which statements and command lines ask before they can destroy data. What the
        guards are, and what they do not stop, is in [protected
        environments](../explanation/protected-environments.md). A test runs each line in an environment named
        `production`, unless the line names another, without a terminal and without `--yes`; after each line the
        table `kept` must still have its rows. **%d attempts, none successful.** `java jbang.java tests/tests.java
        ProtectedTest ProtectedEnvironmentsTest` runs all of them; a run of all tests runs one in three of the
        longer lists. `java jbang.java tests/docs/guard_table.java` writes this page from the lists that the tests
        run, and `ProtectedTest` compares.
        """;

    private final StringBuilder page = new StringBuilder();
    private int ways;

    private GuardTable() {}

    public static Path page() {
        return Workspace.repository().resolve("docs/reference/guards.md");
    }

    public static String text() {
        GuardTable table = new GuardTable();
        table.add(
                "Statements that ask",
                "sql",
                "asks",
                ChangingStatements.all(),
                statement -> "sql " + quoted(statement));
        table.add(
                "Queries that fail, or whose change is rolled back",
                "sql",
                "changes nothing",
                ChangingQueries.failing(),
                statement -> "sql " + quoted(statement));
        table.add(
                "Queries that run: what they do ends with the script",
                "sql",
                "leaves nothing",
                ChangingQueries.passing(),
                statement -> "sql " + quoted(statement));
        table.add(
                "Arguments of compose", "compose", "asks", ComposeAttempts.all(), arguments -> "compose " + arguments);
        table.commands();
        table.environments();
        return HEAD.formatted(table.ways) + table.page;
    }

    private void commands() {
        add("Other commands", "command line", "asks", ChangingCommands.all(), UnaryOperator.identity());
        add("Dry runs", "command line", "says what it would do", ChangingCommands.dry(), UnaryOperator.identity());
        add(
                "A scenario whose file has MANAGE_PROTECTED",
                "command line",
                "asks",
                ChangingCommands.scenarios(),
                UnaryOperator.identity());
    }

    private void environments() {
        add(
                "Names of environments",
                "environment",
                "asks",
                ChangingCommands.NAMES,
                name -> "-c " + name + " sql " + quoted(ChangingStatements.DELETE));
        add(
                "MANAGE_PROTECTED in the file, while false is exported",
                "value",
                "asks, or is an error",
                ChangingCommands.VALUES,
                UnaryOperator.identity());
        add(
                "Almost that name, with the value true",
                "name",
                "is an error",
                ChangingCommands.MISSPELLED,
                UnaryOperator.identity());
    }

    private static String quoted(String statement) {
        return "\"" + statement + "\"";
    }

    /** With what would not be seen as Java writes it. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.chars().forEach(c -> {
            if (c == '\n') visible.append("\\n");
            else if (c == '\t') visible.append("\\t");
            else if (c < ' ' || c > '~') visible.append("\\u%04x".formatted(c));
            else visible.append((char) c);
        });
        return visible.toString();
    }

    private void add(String title, String column, String outcome, List<String> tried, UnaryOperator<String> shown) {
        page.append("\n## ").append(title).append("\n\n| | ").append(column).append(" | |\n|---|---|---|\n");
        for (String each : tried) {
            String cell = visible(shown.apply(each)).replace("|", "\\|");
            page.append("| ")
                    .append(++ways)
                    .append(" | `")
                    .append(cell)
                    .append("` | ")
                    .append(outcome)
                    .append(" |\n");
        }
    }
}
