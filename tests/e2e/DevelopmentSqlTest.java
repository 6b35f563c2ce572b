//JAVA 17+

package e2e;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import support.DevelopmentServer;
import support.On;
import support.OnEngines;

/** SQL against the database of development, on both engines. */
class DevelopmentSqlTest extends DevelopmentServer {

    @ParameterizedTest
    @OnEngines
    void sql_prints_tables_counts_and_errors(On engine) throws IOException {
        up(engine);
        here.manage("create-initial-db").succeeded();
        here.manage(
                        "sql",
                        "create table t (n int, word text); insert into t values (1, 'one'), (20, 'zwölf'), (3, null)",
                        "select * from t order by n",
                        "update t set n = n + 1 where n > 1; delete from t; drop table t")
                .succeeded()
                .printsExactly("""
                    CREATE
                    INSERT 3
                     n  | word
                    ----+--------
                      1 | one
                      3 | (null)
                     20 | zwölf
                    (3 rows)
                    UPDATE 2
                    DELETE 3
                    DROP
                    """);
        here.manage("sql", "create database \"another one\"", "drop database \"another one\"")
                .succeeded();
        here.manage("sql", "-d", "postgres", "select current_database() as here")
                .succeeded()
                .prints(" postgres\n");
        here.manageWithInput("select 1 as one;\n-- two\nselect 2 as two;\n", "sql")
                .succeeded()
                .prints(" one\n")
                .prints(" two\n");
        errorsAreTold();
    }

    private void errorsAreTold() throws IOException {
        here.write("script.sql", "select 1;\n\nselect\n  1/0;\n");
        here.manage("sql", "-f", "script.sql")
                .exitedWith(1)
                .says("script.sql, line 3")
                .says("division by zero")
                .says("22012")
                .says("select\n  1/0");
        here.manage("sql", "select 1;\nselect nothing from nowhere")
                .exitedWith(1)
                .says("line 2")
                .says("42P01");
        here.manage("sql", "-f", "missing.sql").exitedWith(2).says("missing.sql cannot be read");
        here.manage("sql", "do $$ begin raise notice 'look: %', 1; end $$")
                .succeeded()
                .says("look: 1")
                .printsExactly("DO\n");
        here.manage("sql", "-- a comment first\nselect 7").succeeded().prints(" 7\n");
        here.manage("sql", "select 'unclosed").exitedWith(1);
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    void both_engines_sort_fold_and_tell_the_time_alike(On engine) {
        up(engine);
        here.manage("create-initial-db").succeeded();
        here.manage(
                        "sql",
                        "select string_agg(x, ' ' order by x) as sorted, lower('ÉÄ') as low, upper('ß' || 'é') as up"
                                + " from unnest(array['b','A','é','a','Z','e','B','z']) x",
                        "show server_encoding",
                        "show timezone")
                .succeeded()
                .prints(" a A b B e é z Z ")
                .prints("éä")
                .prints("É")
                .prints("UTF8")
                .prints("UTC");
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    @Tag("sampled")
    void roles_and_databases_have_any_name(On engine) throws IOException {
        here.replace(
                        "config/development.json",
                        "_USER\", \"value\": \"postgres\"",
                        // initdb takes no quotes in the name of the superuser
                        "_USER\", \"value\": \"o x = %y\"")
                .replace("config/development.json", "\"application\"", "\"it's = \\\"a%20b\\\" ?&\"");
        up(engine);
        here.manage("create-initial-db").succeeded();
        here.manage("migrate").succeeded();
        here.manage("sql", "--format", "csv", "select current_user, current_database(), count(*) from users")
                .succeeded()
                .printsExactly("current_user,current_database,count\no x = %y,\"it's = \"\"a%20b\"\" ?&\",0\n");
        here.manage("db", "url").succeeded().prints("/it%27s%20%3D%20%22a%2520b%22%20%3F%26?user=o%20x%20%3D%20%25y&");
        here.manage("--yes", "db", "reset").succeeded();
        here.manage("db", "snapshot", "save", "before \"this\"").succeeded().prints("Saved as before");
        here.manage("sql", "drop table users").succeeded();
        here.manage("db", "snapshot", "restore", "before \"this\"").succeeded();
        here.manage("sql", "--format", "csv", "select count(*) from users")
                .succeeded()
                .printsExactly("count\n0\n");
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    void both_engines_sort_as_initdb_is_told(On engine) throws IOException {
        here.replace(
                "docker/development.yml",
                "      PGDATA:",
                "      POSTGRES_INITDB_ARGS: \"--locale-provider=icu --icu-locale='sv-SE' --data-checksums\"\n"
                        + "      PGDATA:");
        up(engine);
        here.manage("create-initial-db").succeeded();
        here.manage(
                        "sql",
                        "select string_agg(x, ' ' order by x) as sorted from unnest(array['ö','z','ä','a','å']) x",
                        "show data_checksums")
                .succeeded()
                .prints(" a z å ä ö\n")
                .prints(" on\n");
    }

    @ParameterizedTest
    @OnEngines
    @Tag("all")
    void each_statement_commits_by_itself(On engine) {
        up(engine);
        here.manage("create-initial-db").succeeded();
        here.manage("sql", "create table t (n int); insert into t values (1); select 1/0; insert into t values (2)")
                .exitedWith(1);
        here.manage("sql", "select n from t").succeeded().prints("(1 row)");
        here.manage("sql", "begin; insert into t values (9); rollback; select count(*) as c from t")
                .succeeded()
                .prints(" 1\n");
    }
}
