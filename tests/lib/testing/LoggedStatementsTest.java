//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of a server's log, as PostgreSQL 14 to 18 write them. */
class LoggedStatementsTest {

    private final List<LoggedStatements.Statement> found = new ArrayList<>();
    private final LoggedStatements log = new LoggedStatements(found::add);

    private void lines(String... lines) {
        for (String line : lines) log.accept(line.replace("|", "\t"));
        log.end();
    }

    private List<String> sql() {
        return found.stream().map(LoggedStatements.Statement::sql).toList();
    }

    @Test
    void a_statement_has_its_time_session_and_database() {
        lines("manage.sql|1764270000.123|77|test_2|psql|LOG:  statement: select 1");
        assertEquals(List.of(new LoggedStatements.Statement(1764270000123L, "77", "test_2", "select 1;")), found);
    }

    @Test
    void a_statement_of_several_lines_is_whole_and_so_are_its_parameters() {
        lines(
                "manage.sql|1.000|77|test|x|LOG:  execute <unnamed>: insert into t",
                "||values ($1,",
                "|  $2)",
                "manage.sql|1.000|77|test|x|DETAIL:  parameters: $1 = 'a",
                "|b', $2 = NULL",
                "manage.sql|1.001|77|test|x|LOG:  execute S_1/C_2: select 1 -- all",
                "manage.sql|1.002|77|test|x|DETAIL:  Parameters: $1 = '1'");
        assertEquals(
                List.of(
                        "insert into t\n\tvalues ($1,\n  $2);\n-- $1 = 'a\n-- b', $2 = NULL",
                        "select 1 -- all\n;\n-- $1 = '1'"),
                sql());
    }

    @Test
    void an_error_stands_beside_what_it_refuses_and_is_not_given_to_another_session() {
        lines(
                "manage.sql|1.000|77|test|x|LOG:  statement: selec;",
                "manage.sql|1.000|77|test|x|ERROR:  syntax error at or near \"selec\" at character 1",
                "manage.sql|1.000|77|test|x|STATEMENT:  selec;",
                "manage.sql|1.001|78|test|x|LOG:  statement: select 2",
                "manage.sql|1.001|77|test|x|ERROR:  late");
        assertEquals(List.of("selec;\n-- ERROR: syntax error at or near \"selec\" at character 1", "select 2;"), sql());
    }

    @Test
    void what_we_send_and_what_the_server_says_of_itself_is_left_out() {
        lines(
                "2026-11-27 12:00:00 UTC [1] LOG:  database system is ready to accept connections",
                "|with a tab",
                "manage.sql|1.000|77|postgres|manage.java|LOG:  statement: select 1",
                "manage.sql|1.000|9|||LOG:  checkpoint starting: time",
                "manage.sql|1.000|77|test|x|LOG:  execute fetch from S_1/C_2: select 3",
                "manage.sql|1.000|77|test|[unknown]|LOG:  disconnection: session time: 0:00:00.049");
        assertEquals(List.of("-- the next rows of: select 3"), sql());
        assertEquals(4, log.messages());
    }
}
