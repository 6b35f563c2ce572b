//JAVA 17+

package pairs;

import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Statements of all kinds that change a schema, of which the server refuses many. Tables have the columns id, n, m and
 * s, and rows that fulfil whatever is asked of them.
 */
public class RandomDdl {

    /** What most of the others need. */
    public static final List<String> FIRST = List.of(
            "create type e0 as enum ('a', 'b', 'c')",
            "create domain d0 as int check (value > 0)",
            "create function g0(a int) returns int language sql immutable as 'select $1 * 2'",
            "create table t0 (id serial primary key, n int default 1, m int, s text)",
            "create table t1 (id int primary key, n int default 1, m int, s text, c0 e0 default 'b')",
            "create view v0 as select id, n, m as w from t0");

    private static final List<Function<RandomDdl, String>> KINDS = List.of(
            ddl -> "create table " + ddl.table() + " (id " + ddl.key()
                    + " primary key, n int default 1, m int, s text)",
            ddl -> "create table " + ddl.table() + " (id " + ddl.key()
                    + " primary key, n int default 1, m int, s text)",
            ddl -> "create table " + ddl.table() + " () inherits (" + ddl.table() + ")",
            ddl -> "drop table " + ddl.table() + ddl.cascade(),
            ddl -> ddl.alter("add column " + ddl.name("c") + " " + ddl.type()),
            ddl -> ddl.alter("add column " + ddl.name("c") + " " + ddl.type()),
            ddl -> ddl.alter("add column " + ddl.name("c") + " " + ddl.name("e") + " not null default 'b'"),
            ddl -> ddl.alter("add column " + ddl.name("c") + " " + ddl.name("e") + "[] default '{a,b}'"),
            ddl -> ddl.alter("add column " + ddl.name("c") + " " + ddl.name("d")),
            ddl -> ddl.alter("add column " + ddl.name("c") + " int generated always as (m + id) stored"),
            ddl -> ddl.alter("drop column " + ddl.column() + ddl.cascade()),
            ddl -> ddl.alter("alter " + ddl.number() + " type " + ddl.of("bigint", "numeric", "bigint", "text")),
            ddl -> ddl.alter("alter " + ddl.number() + " type " + ddl.of("bigint", "numeric", "bigint", "text")),
            ddl -> ddl.alter("alter " + ddl.column() + " set default null"),
            ddl -> ddl.alter("alter " + ddl.number() + " set default 7"),
            ddl -> ddl.alter("alter " + ddl.number() + " drop default"),
            ddl -> ddl.alter("alter " + ddl.number() + " set not null"),
            ddl -> ddl.alter("alter " + ddl.number() + " drop not null"),
            ddl -> ddl.alter("alter s set storage " + ddl.of("external", "main", "extended")),
            ddl -> ddl.alter("alter id add generated " + ddl.of("always", "by default") + " as identity"),
            ddl -> ddl.alter("alter id drop identity"),
            ddl -> ddl.alter("add constraint " + ddl.name("k") + " check (" + ddl.number() + " > 0)"),
            ddl -> ddl.alter("add constraint " + ddl.name("k") + " check (id < 100) not valid"),
            ddl -> ddl.alter("add constraint " + ddl.name("k") + " unique (id, " + ddl.number() + ")"),
            ddl -> ddl.alter("add unique (id)"),
            ddl -> ddl.alter(
                    "drop constraint " + ddl.of("%1$s_pkey", "%1$s_id_key").formatted(ddl.table()) + " cascade"),
            ddl -> ddl.alter("add primary key (" + ddl.of("id", "id, m", "m") + ")"),
            ddl -> ddl.alter("add constraint " + ddl.name("f") + " foreign key (m) references " + ddl.table() + "(id)"),
            ddl -> ddl.alter("add constraint " + ddl.name("f") + " foreign key (n) references " + ddl.table()
                    + "(id) on delete cascade deferrable"),
            ddl -> ddl.alter("drop constraint " + ddl.of(ddl.name("f"), ddl.name("k"))),
            ddl -> ddl.alter("replica identity " + ddl.of("full", "nothing", "default")),
            ddl -> ddl.alter(ddl.of("enable", "disable", "force") + " row level security"),
            ddl -> ddl.alter("set (fillfactor = " + ddl.of("70", "80") + ")"),
            ddl -> ddl.alter("no inherit " + ddl.table()),
            ddl -> "create " + ddl.of("", "unique ") + "index " + ddl.name("i") + " on " + ddl.table() + " (id, "
                    + ddl.column() + ")",
            ddl -> "create index " + ddl.name("i") + " on " + ddl.table() + " (lower(s)) where m > 1",
            ddl -> "create index " + ddl.name("i") + " on " + ddl.table() + " (" + ddl.name("g") + "(m))",
            ddl -> "drop index " + ddl.name("i"),
            ddl -> "create view " + ddl.name("v") + " as select id, " + ddl.column() + ", m as w from " + ddl.table(),
            ddl -> "create view " + ddl.name("v") + " as select x.id, y.* from " + ddl.table() + " x join "
                    + ddl.name("v") + " y on x.id = y.w",
            ddl -> "create or replace view " + ddl.name("v") + " as select id, m, n, s from " + ddl.table()
                    + " where m > 1",
            ddl -> "create materialized view " + ddl.name("w") + " as select id, " + ddl.column() + " from "
                    + ddl.of(ddl.table(), ddl.name("v")),
            ddl -> "create unique index " + ddl.name("j") + " on " + ddl.name("w") + " (id)",
            ddl -> "drop view " + ddl.name("v") + ddl.cascade(),
            ddl -> "create type " + ddl.name("e") + " as enum ('a', 'b'" + ddl.of("", ", 'c'") + ")",
            ddl -> "create type " + ddl.name("e") + " as enum ('b', 'a')",
            ddl -> "alter type " + ddl.name("e") + " add value '" + ddl.of("d", "x y") + "'"
                    + ddl.of(" before 'b'", ""),
            ddl -> "alter type " + ddl.name("e") + " rename value 'c' to 'it''s'",
            ddl -> "create domain " + ddl.name("d") + " as " + ddl.of("int", "bigint") + " check (value > 0)",
            ddl -> "alter domain " + ddl.name("d") + " add constraint " + ddl.name("k") + " check (value < 1000)",
            ddl -> "alter domain " + ddl.name("d") + " set default " + ddl.of("3", "4"),
            ddl -> "create type " + ddl.name("r") + " as (x int, y " + ddl.of("text", ddl.name("e")) + ")",
            ddl -> "create function " + ddl.name("g") + "(" + ddl.of("a", "b") + " int) returns "
                    + ddl.of("int", "bigint") + " language sql immutable as 'select $1 * 2'",
            ddl -> "create or replace function " + ddl.name("g") + "(a int) returns int language sql immutable as "
                    + "'select $1 * 3'",
            ddl -> "drop function " + ddl.name("g") + ddl.cascade(),
            ddl -> "create function " + ddl.name("h") + "() returns bigint language sql begin atomic select count("
                    + ddl.column() + ") from " + ddl.table() + "; end",
            ddl -> ddl.alter("alter n set default " + ddl.name("g") + "(2)"),
            ddl -> ddl.alter("add constraint " + ddl.name("k") + " check (" + ddl.name("g") + "(m) > 0)"),
            ddl -> "create function touch() returns trigger language plpgsql as 'begin return new; end'",
            ddl -> "create trigger " + ddl.name("t") + " before update of " + ddl.column() + " on " + ddl.table()
                    + " for each row when (new.m > 0) execute function touch(" + ddl.of("", "'it''s'", "'a', ''") + ")",
            ddl -> ddl.alter(ddl.of("enable", "disable") + " trigger " + ddl.name("t")),
            ddl -> "drop trigger " + ddl.name("t") + " on " + ddl.table(),
            ddl -> "create policy " + ddl.name("p") + " on " + ddl.table() + " using (" + ddl.column()
                    + " is not null)",
            ddl -> "drop policy " + ddl.name("p") + " on " + ddl.table(),
            ddl -> "create rule " + ddl.name("u") + " as on delete to " + ddl.table()
                    + " where old.m > 99 do instead nothing",
            ddl -> "create sequence " + ddl.name("q") + ddl.of("", " increment 2", " as int cache 3"),
            ddl -> "drop sequence " + ddl.name("q"),
            ddl -> "create publication " + ddl.name("o") + " for table " + ddl.table() + ddl.of("", ", " + ddl.table()),
            ddl -> "alter publication " + ddl.name("o") + " set (publish = 'insert')",
            ddl -> "comment on "
                    + ddl.of(
                            "table " + ddl.table(),
                            "column " + ddl.table() + "." + ddl.column(),
                            "view " + ddl.name("v"),
                            "index " + ddl.name("i"),
                            "type " + ddl.name("e"))
                    + " is 'it''s "
                    + ddl.random.nextInt(9) + "'",
            ddl -> "create statistics " + ddl.name("z") + " on n, m from " + ddl.table(),
            ddl -> "create schema " + ddl.of("other", "\"Third one\""),
            ddl -> "create table " + ddl.of("other.", "\"Third one\".") + ddl.table() + " (id int primary key, n int,"
                    + " m int, s text)");

    private final Random random;

    public RandomDdl(Random random) {
        this.random = random;
    }

    public String next() {
        return KINDS.get(random.nextInt(KINDS.size())).apply(this);
    }

    /** Rows for a table that has the usual columns. */
    public static String rows(String table) {
        return "insert into " + table
                + " (id, n, m, s) overriding system value values (1, 1, 1, 'one'), (2, 2, 2, 'two'),"
                + " (3, 3, 3, 'it''s')";
    }

    private String of(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String name(String kind) {
        return kind + random.nextInt(2);
    }

    private String table() {
        return of("t0", "t1", "t2", "\"T 3\"");
    }

    private String column() {
        return of("n", "m", "s", "c0", "c1");
    }

    private String number() {
        return of("n", "m");
    }

    private String key() {
        return of("int", "bigint", "serial", "int generated always as identity");
    }

    private String type() {
        return of(
                "int",
                "text default 'x;y'",
                "timestamptz default now()",
                "varchar(9)",
                "jsonb",
                "uuid",
                "numeric(9,2)");
    }

    private String cascade() {
        return of("", " cascade");
    }

    private String alter(String change) {
        return "alter table " + table() + " " + change;
    }
}
