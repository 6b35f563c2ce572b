//JAVA 17+

package e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.EndToEnd;
import support.On;
import support.Workspace;

/** {@code migrate lint --since}: what the version before still reads is what the migrations of a git revision make. */
@Tag("all")
class MigrationLintSinceTest extends EndToEnd {

    private static final String DIRECTORY = "app/src/main/resources/db/migration/";

    @Override
    protected Workspace workspace() throws IOException {
        return Workspace.ofSources();
    }

    @BeforeEach
    void up() throws IOException {
        here.replace("config/development.json", "5432", "0").set("MANAGE_ENGINE", "embedded");
        here.write(DIRECTORY + "V20261102000000__orders.sql", "create table orders (id int primary key, total int);\n")
                .write(DIRECTORY + "R__views.sql", "create or replace view mails as select id, email from users;\n");
        git("init", "-q", "-b", "main");
        git("add", ".");
        commit("before");
        On.embedded.start(here);
    }

    @AfterEach
    void down() {
        On.embedded.stop(here);
    }

    private void git(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b.c"));
        argv.addAll(List.of(arguments));
        here.run(argv, "").succeeded();
    }

    private void commit(String message) {
        git("commit", "-q", "-a", "-m", message);
    }

    @Test
    void what_the_revision_has_and_no_statement_takes_away_is_found() throws IOException {
        here.manage("migrate", "lint", "--since", "main").succeeded().prints("0 statements checked: 0 findings");
        // a view that is made anew, and a migration that was edited: neither drops anything on an empty database
        here.write(DIRECTORY + "R__views.sql", "create or replace view mails as select id from users;\n")
                .write(DIRECTORY + "V20261102000000__orders.sql", "create table orders (id int primary key);\n");
        here.manage("migrate", "lint", "--since", "main")
                .exitedWith(1)
                .prints("main: the schema there\n")
                .prints("these migrations do not create them: mails.email, orders.total.\n")
                .prints("2 statements checked: 1 finding");
        commit("changed");
        here.manage("migrate", "lint", "--since", "main~1..main")
                .exitedWith(1)
                .prints("do not create them: mails.email, orders.total.\n");
        here.manage("migrate", "lint", "--since", "main").succeeded();
    }

    @Test
    @Tag("sampled")
    void what_only_later_migrations_made_is_free_and_a_name_that_stays_is_no_finding() throws IOException {
        git("checkout", "-q", "-b", "work");
        here.write(
                DIRECTORY + "V20261103000000__work.sql",
                "set local lock_timeout = '5s';\nalter table users add column nick text;\n");
        here.write(
                DIRECTORY + "V20261104000000__more.sql",
                "set local lock_timeout = '5s';\nalter table users drop column nick;\n"
                        + "alter table orders rename to purchases;\ncreate view orders as select * from purchases;\n");
        here.manage("migrate", "lint", "--since", "main").succeeded().prints(" 0 findings");
        here.write(
                DIRECTORY + "V20261105000000__last.sql",
                "set local lock_timeout = '5s';\ndrop view orders;\nalter table purchases rename total to price;\n");
        here.manage("migrate", "lint", "--since", "main")
                .exitedWith(1)
                .prints("V20261105000000__last.sql:2: drop view orders;\n")
                .prints("the previous version may still use: orders.\n")
                .prints(" 1 finding");
        // what the other side has got meanwhile is not missing here
        git("add", ".");
        commit("work");
        git("checkout", "-q", "main");
        here.write(DIRECTORY + "V20261106000000__other.sql", "create table other (id int);\n");
        git("add", ".");
        commit("other");
        git("checkout", "-q", "work");
        here.manage("migrate", "lint", "--since", "main").exitedWith(1).prints(" 1 finding");
    }

    @Test
    @Tag("sampled")
    void a_role_that_the_server_has_already_is_made_on_another() throws IOException {
        here.write(
                DIRECTORY + "V20261103000000__role.sql",
                "create role lint_reader nologin;\ngrant select on users to lint_reader;\n");
        here.manage("create-initial-db").succeeded();
        here.manage("migrate").succeeded();
        here.manage("migrate", "lint", "--since", "main")
                .succeeded()
                .says("The server already has a role that a migration creates")
                .prints("2 statements checked: 0 findings");
        here.manage("migrate", "lint", "--all").succeeded();
    }
}
