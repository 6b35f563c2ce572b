//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.*;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.On;
import support.Programs;
import support.Result;
import support.ScenarioCommands;

/** {@code scenario save}: data that goes back to the files it came from. */
@Tag("all")
class ScenarioSaveTest extends ScenarioCommands {

    @BeforeAll
    void repository() {
        Programs.require("git");
        here.run(List.of("git", "init", "-q"), "").succeeded();
    }

    @Test
    void a_file_that_cannot_be_had_back_is_not_overwritten() throws IOException {
        String original = here.read("app/scenarios/users.sql");
        up(On.embedded, "users").succeeded();
        here.manage("-c", "scenario+users", "sql", "insert into users (email) values ('new@example.com')")
                .succeeded();
        Result again = scenario("up", "users").succeeded().prints("is running already");
        assertTrue(!again.err().contains("is out of date"), again::toString);
        scenario("save", "users")
                .exitedWith(2)
                .says("this overwrites app/scenarios/users.sql, whose contents git does not have");
        assertEquals(original, here.read("app/scenarios/users.sql"));
        scenario("save", "users", "--as", "many_users")
                .exitedWith(2)
                .says("app/scenarios/many_users.sql replaces app/scenarios/many_users.java, which is" + " deleted");
        assertTrue(Files.notExists(here.directory.resolve("app/scenarios/many_users.sql")));
        here.run(List.of("git", "add", "app"), "").succeeded();
        here.run(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "x"), "")
                .succeeded();
        scenario("save", "users").succeeded().printsExactly("app/scenarios/users.sql\n");
        assertTrue(
                here.read("app/scenarios/users.sql").contains("\n4\tnew@example.com\n"),
                here.read("app/scenarios/users.sql"));
        scenario("save", "users").succeeded().printsExactly("app/scenarios/users.sql is unchanged.\n");
        scenario("up", "users").succeeded().prints("is running already").says("the scenario users is out of date: ");
        here.manage("-c", "scenario+users", "sql", "delete from users where id = 4")
                .succeeded();
        scenario("save", "users", "--force").succeeded();
        here.write("app/scenarios/users.sql", original);
    }

    private static final String RICH = """
        create schema "Odd One";
        create table country (code text primary key, name text not null);
        insert into country values ('de', 'Germany'), ('fr', 'France');
        create table "Odd One"."a table" (id int generated always as identity primary key, "some text" text, \
        raw bytea, at timestamptz, doubled int generated always as (id * 2) stored, country text references country);
        create table a_child (id serial primary key, parent int not null references "Odd One"."a table", list text[], \
        doc jsonb);
        create table tree (id int primary key, up int references tree);
        create table hen (id int primary key, egg int);
        create table egg (id int primary key, hen int references hen);
        alter table hen add foreign key (egg) references egg;
        create table parts (id int, day date) partition by range (day);
        create table parts_old partition of parts for values from (minvalue) to ('2026-01-01');
        create table parts_new partition of parts for values from ('2026-01-01') to (maxvalue);
        create table log (what text);
        create function note() returns trigger language plpgsql as $$ begin insert into log values (new.code); \
        return new; end $$;
        create trigger noted after insert on country for each row execute function note();
        create materialized view many as select count(*) as n from a_child;
        """;

    private static final String EVERYTHING =
            "select (select string_agg(x::text, ';') from (select * from country order by code) x), (select"
                    + " string_agg(x::text, ';') from (select * from \"Odd One\".\"a table\" order by id) x), (select"
                    + " string_agg(x::text, ';' order by id) from a_child x), (select string_agg(x::text, ';' order by"
                    + " id) from tree x), (select string_agg(x::text, ';') from hen x), (select string_agg(x::text,"
                    + " ';') from egg x), (select string_agg(x::text, ';' order by id) from parts x), (select count(*)"
                    + " from only parts_new), (select string_agg(x::text, ';') from log x), (select n from many),"
                    + " (select last_value from a_child_id_seq)";

    /** It belongs to the server, which has it already when the data is tried on a scratch database. */
    private static final String ROLE = "create role rich_reader nologin;\n";

    @Test
    @Tag("sampled")
    void what_is_saved_loads_again_whatever_refers_to_what() throws IOException {
        richScenario();
        up(On.embedded, "rich").succeeded();
        String wanted = query("rich", EVERYTHING);
        assertTrue(wanted.contains("zwölf") && wanted.contains("infinity") && wanted.endsWith(",77"), wanted);
        scenario("save", "rich", "--as", "slow")
                .succeeded()
                .says("not saved, because no migration creates it: public.of_its_own");
        up(On.embedded, "slow").succeeded();
        assertEquals(wanted, query("slow", EVERYTHING));
        assertEquals("3", query("slow", "insert into \"Odd One\".\"a table\" (country) values ('it') returning id"));
        // a table that a later migration drops
        here.write(
                "app/src/main/resources/db/migration/V20261201000000__rich.sql",
                ROLE
                        + RICH.replace(
                                "create table tree (id int primary key, up",
                                "create table tree (id int primary key, below"));
        scenario("save", "rich", "--force")
                .exitedWith(1)
                .says("does not load into the schema of the migrations")
                .says("migrate info");
    }

    private void richScenario() throws IOException {
        here.write("app/src/main/resources/db/migration/V20261201000000__rich.sql", ROLE + RICH)
                .write("app/scenarios/rich.sql", """
                    delete from country where code = 'fr';
                    insert into country values ('it', e'It\\\\al\\ty\\n\\\\.');
                    insert into "Odd One"."a table" ("some text", raw, at, country) values ('', '\\xff00', \
                    '2026-01-31 12:00+05', 'it'), (null, null, 'infinity', 'de');
                    insert into a_child (parent, list, doc) values (2, '{"a,b",null}', '{"k": "zwölf"}'), (1, '{}', \
                    'null');
                    insert into tree values (2, 2), (1, 2);
                    begin;
                    insert into hen values (1, null);
                    insert into egg values (1, 1);
                    update hen set egg = 1;
                    commit;
                    insert into parts values (1, '2025-05-05'), (2, '2026-05-05');
                    select setval('a_child_id_seq', 77);
                    refresh materialized view many;
                    create table of_its_own (i int);
                    """);
    }
}
