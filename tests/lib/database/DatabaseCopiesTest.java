//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static support.DatabaseAttributes.run;
import static support.DatabaseAttributes.value;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.DatabaseAttributes;
import support.Programs;
import support.WithServer;
import support.Workspace;

/** Snapshots, and the databases of branches, with names that have to be quoted. */
@Tag("all")
class DatabaseCopiesTest extends WithServer {

    private static final String COMMENT =
            "select shobj_description(oid, 'pg_database') from pg_database where datname = ?";

    private Database database;
    private Snapshots snapshots;

    @BeforeAll
    void withoutDisk() throws SQLException {
        DatabaseAttributes.spareDisk(Database.maintenance(context().environment()));
    }

    @BeforeEach
    void create() throws SQLException {
        database = Database.of(context().environment(), "it's \"one\"");
        snapshots = new Snapshots(database);
        database.create();
        run(database, "create table words as select 'before' as word");
    }

    @AfterEach
    void drop() throws SQLException {
        try (Connection connection = database.beside().connect()) {
            for (String name : Statements.strings(
                    connection, "SELECT datname FROM pg_database WHERE datname ~ '^(it''s|two|manage_)'"))
                run(database.beside(), "drop database " + Database.quote(name) + " with (force)");
        }
    }

    private String words() throws SQLException {
        return value(database, "select word from words order by word");
    }

    private static ExitException refused(Runnable work) {
        return assertThrows(ExitException.class, work::run);
    }

    @Test
    void what_was_saved_comes_back_as_often_as_it_is_wanted() throws SQLException {
        snapshots.save("first; drop", false);
        for (int time = 0; time < 2; time++) {
            run(database, "insert into words values ('after')", "create table more ()");
            snapshots.restore("first; drop", false);
            assertEquals("before", words());
            assertEquals("", value(database, "select to_regclass('more')::text").replace("null", ""));
        }
        run(database.beside(), "drop database " + Database.quote(database.name()));
        snapshots.restore("first; drop", false);
        assertEquals("before", words());
        assertTrue(snapshots.list().contains("first; drop"), snapshots.list());
        snapshots.remove("first; drop", false);
        assertEquals("There is no snapshot of the database it's \"one\".", snapshots.list());
        assertEquals("0", value(database, "select count(*) from pg_database where datname ~ '@|^manage_'"));
    }

    @Test
    void settings_privileges_owner_limit_and_comment_come_back_too() throws SQLException {
        String name = "database " + Database.quote(database.name());
        run(
                database,
                "create role keeper createdb",
                "create role reader login",
                "alter " + name + " set search_path = \"$user\", public, \"a, b\"",
                "alter " + name + " set \"app.tenant\" = 'it''s \\ one'",
                "alter " + name + " set default_transaction_isolation = 'serializable'",
                "alter " + name + " set default_transaction_read_only = on",
                "alter role reader in " + name + " set search_path = ''",
                "comment on " + name + " is 'the words''\n\\'",
                "revoke all on " + name + " from public",
                "grant connect on " + name + " to reader with grant option",
                "alter " + name + " connection limit 7",
                "alter " + name + " owner to keeper");
        String before = DatabaseAttributes.of(database);
        assertTrue(before.contains("reader=c*/keeper") && before.contains("a, b"), before);
        try {
            snapshots.save("s", false);
            run(
                    database.beside(),
                    "alter " + name + " reset all",
                    "alter " + name + " owner to current_user",
                    "alter role reader in " + name + " reset all",
                    "comment on " + name + " is null",
                    "grant all on " + name + " to public");
            snapshots.restore("s", false);
            assertEquals(before, DatabaseAttributes.of(database));
            assertEquals("the words'\n\\", value(database.beside(), COMMENT, database.name()));
        } finally {
            drop();
            run(database.beside(), "drop role keeper", "drop role reader");
        }
    }

    @Test
    void nobody_may_be_connected_but_by_force() throws SQLException {
        snapshots.save("s", false);
        run(database, "insert into words values ('after')");
        try (Connection other = database.connect()) {
            for (Runnable work :
                    List.<Runnable>of(() -> snapshots.save("t", false), () -> snapshots.restore("s", false))) {
                ExitException stop = refused(work);
                assertEquals(
                        "others are connected to the database it's \"one\": 1 of manage.java (postgres)",
                        stop.getMessage());
            }
            assertTrue(other.isValid(1));
            snapshots.save("t", true);
            assertTrue(!other.isValid(1));
        }
        try (Connection ignored = database.connect()) {
            snapshots.restore("s", true);
        }
        assertEquals("before", words());
        snapshots.restore("t", false);
        assertEquals("after,before", words());
    }

    @Test
    @Tag("sampled")
    void names_that_are_there_missing_or_too_long_are_told() throws SQLException {
        snapshots.save("s", false);
        assertTrue(refused(() -> snapshots.save("s", true)).getMessage().startsWith("the snapshot s exists already"));
        ExitException missing = refused(() -> snapshots.restore("S", false));
        assertEquals("there is no snapshot S of the database it's \"one\"", missing.getMessage());
        assertEquals("There are: s", missing.hint);
        assertEquals(
                missing.getMessage(),
                refused(() -> snapshots.remove("S", false)).getMessage());
        assertEquals(
                "the name of the snapshot is too long by 1 byte",
                refused(() -> snapshots.save("é".repeat(26) + "x", false)).getMessage());
        snapshots.save("é".repeat(26), false);
        run(database.beside(), "create database \"it's \"\"one\"\"@mine\"");
        assertTrue(
                refused(() -> snapshots.save("mine", true)).getMessage().contains("exists and is not a snapshot of"));
        assertTrue(refused(() -> snapshots.remove("mine", true)).getMessage().startsWith("there is no snapshot mine"));
        Snapshots nowhere = new Snapshots(Database.of(database.environment(), "nowhere"));
        assertEquals(
                "Create the database first: manage.java create-initial-db",
                refused(() -> nowhere.save("s", false)).hint);
    }

    @Test
    @Tag("sampled")
    void a_snapshot_belongs_to_its_database_and_a_renamed_one_to_whoever_renamed_it() throws SQLException {
        Database two = Database.of(database.environment(), "two");
        two.create();
        new Snapshots(two).save("s", false);
        assertTrue(refused(() -> snapshots.restore("s", false)).getMessage().startsWith("there is no snapshot s"));
        run(database.beside(), "alter database \"two@s\" rename to two_saved");
        assertTrue(new Snapshots(two).list().startsWith("There is no snapshot"));
    }

    @Test
    @Tag("sampled")
    void a_restore_that_was_killed_leaves_what_the_next_one_removes() throws SQLException {
        snapshots.save("s", false);
        String oid = value(database, "select oid from pg_database where datname = current_database()");
        for (String name : List.of("manage_old_" + oid, "manage_new_" + oid))
            run(
                    database.beside(),
                    "create database " + name,
                    "comment on database " + name + " is 'left by manage.java, which was replacing a database'");
        snapshots.restore("s", false);
        assertEquals("0", value(database, "select count(*) from pg_database where datname ~ '^manage_'"));
        String again = value(database, "select oid from pg_database where datname = current_database()");
        run(database.beside(), "create database manage_new_" + again);
        assertTrue(refused(() -> snapshots.restore("s", false)).hint.startsWith("The database is as it was."));
        assertEquals("before", words());
    }

    @Test
    @Tag("sampled")
    void the_database_that_the_server_comes_with_has_snapshots_too() throws SQLException {
        Database first = Database.application(context()
                .environment()
                .with(Map.of("POSTGRES_DB", database.name(), "APPLICATION_DB", database.name())));
        new Snapshots(first).save("s", false);
        run(database, "insert into words values ('after')");
        new Snapshots(first).restore("s", false);
        assertEquals("before", words());
    }

    private Context branch(String name) {
        here.run(List.of("git", "checkout", "-q", "-B", name), "").succeeded();
        here.run(
                        List.of(
                                "git",
                                "-c",
                                "user.name=x",
                                "-c",
                                "user.email=x@y",
                                "commit",
                                "-q",
                                "--allow-empty",
                                "-m",
                                name),
                        "")
                .succeeded();
        return at("branches");
    }

    /** The environment of a file, on the server of development. */
    private Context at(String environment) {
        Context context = context();
        Environment on = context.environment();
        return context.with(Environment.load(context.project(), environment, Map.of())
                .with(Map.of(
                        "POSTGRES_HOSTNAME", on.require("POSTGRES_HOSTNAME"),
                        "POSTGRES_PORT", on.require("POSTGRES_PORT"))));
    }

    private static Optional<String> made(Context at) {
        return BranchDatabases.of(at).orElseThrow().create(false);
    }

    @Test
    void a_branch_has_a_copy_of_the_database_of_the_branch_that_it_comes_from() throws SQLException, IOException {
        Programs.require("git");
        here.write(
                "config/branches.json",
                here.read("config/development.json").replace("\"application\"", "\"it's ${GIT_BRANCH}\""));
        here.run(List.of("git", "init", "-q"), "").succeeded();
        Context trunk = branch("trunk");
        assertEquals("it's trunk", Database.application(trunk.environment()).name());
        assertEquals(Optional.empty(), made(trunk));
        run(Database.application(trunk.environment()), "create table words as select 'of the trunk' as word");
        Context feature = branch("feature/one");
        assertEquals(Optional.of("trunk"), made(feature));
        database = Database.application(feature.environment());
        assertTrue(database.name().matches("it's feature_one_[0-9a-f]{6}"), database.name());
        run(database, "update words set word = 'of the feature'");
        new Snapshots(database).save("s", false);
        Context second = branch("second");
        assertEquals(Optional.of("feature/one"), made(second));
        assertEquals("of the feature", value(Database.application(second.environment()), "select word from words"));
        BranchDatabases branches = BranchDatabases.of(second).orElseThrow();
        assertEquals(List.of(), branches.leftOver());
        here.run(List.of("git", "branch", "-q", "-D", "feature/one"), "").succeeded();
        assertEquals(
                List.of(database.name()),
                branches.leftOver().stream().map(Database::name).toList());
        branches.leftOver().forEach(each -> branches.drop(each, false));
        assertEquals(
                "it's second,it's trunk",
                value(
                        Database.maintenance(second.environment()),
                        "select datname from pg_database where datname ~ '^it''s [a-z]' order by 1"));
        assertEquals(Optional.empty(), BranchDatabases.of(context()));
        Workspace.delete(here.directory.resolve(".git"));
    }
}
