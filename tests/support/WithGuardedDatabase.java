//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package support;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;

/** Tests that share a server with a database that the environment production protects, and development does not. */
public abstract class WithGuardedDatabase extends WithServer {

    /** What the tests speak of, which makes changes in every way in which a query can lead to one. */
    private static final String SETUP = """
                create table kept (i int); insert into kept values (1), (2); create sequence numbers;
                create index kept_brin on kept using brin (i);
                create function gone() returns int language sql as 'delete from kept returning i';
                create function opened() returns int language sql set default_transaction_read_only = off \
                as 'delete from kept returning i';
                create procedure away() language plpgsql \
            as 'begin commit; set transaction read write; delete from kept; end';
                create function defaulted(a int default gone()) returns int language sql as 'select a';
                create function either(int, int) returns int language sql as 'select gone()';
                create function checks(int) returns boolean language sql as 'select gone() > 0';
                create domain checked as int check (checks(value));
                create operator @#@ (leftarg = int, rightarg = int, function = either);
                create aggregate emptied (int) (sfunc = either, stype = int, initcond = '0');
                create type pair as (a int);
                create function pair_int(pair) returns int language sql as 'select gone()';
                create cast (pair as int) with function pair_int(pair);
                create view writing as select gone() as i;
            """
            + function("committed", "commit; delete from kept")
            + function("called", "call away()")
            + function("prepared", "execute 'prepare p as delete from kept'")
            + function("truncated", "truncate kept")
            + function("locked", "lock table kept in access exclusive mode")
            + function("temporary", "create temp table mine (i int)")
            + function("to_program", "copy kept to program 'cat > /dev/null'")
            + function("to_file", "copy kept to '/tmp/kept'")
            + function("lifted", "set local transaction_read_only = off; delete from kept")
            + function("restored", "reset transaction_read_only; delete from kept")
            + function("transacted", "execute $p$prepare transaction 'x'$p$");

    private static String function(String name, String body) {
        return "create function " + name + "() returns int language plpgsql as $$ begin " + body
                + "; return 1; end $$;\n";
    }

    @BeforeAll
    void make() throws IOException {
        here.write(
                "config/production.json", here.read("config/development.json").replace("\"0\"", '"' + port() + '"'));
        development(SETUP);
    }

    protected String port() throws IOException {
        return here.read(".manage/development.json").replaceAll("(?s).*\"(\\d+)\".*", "$1");
    }

    protected Result development(String sql) {
        return here.manage("sql", "--format", "csv", sql).succeeded();
    }

    /** What is in the table that is not to be changed: 1 and 2. */
    protected String kept() throws SQLException, IOException {
        return value("select string_agg(i::text, ',' order by i) from kept");
    }

    protected String value(String query) throws SQLException, IOException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    protected Connection connect() throws SQLException, IOException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port() + "/application", "postgres", "postgres");
    }
}
