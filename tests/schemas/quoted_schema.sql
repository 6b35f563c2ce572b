-- before
create schema "My Schema";
create table "My Schema"."T.x"("Id" int primary key, "a""b" text);
-- data
insert into "My Schema"."T.x" values (1,'q');
-- after
create schema "My Schema";
create table "My Schema"."T.x"("Id" int primary key, "a""b" text, "select" int default 0, "naïve ü" text check ("naïve ü" <> 'it''s'));
create index "I x" on "My Schema"."T.x"("a""b");
create view "My Schema"."V.v" as select "Id", "a""b" from "My Schema"."T.x";
create function "My Schema"."F x"("A b" int) returns int language sql as $$ select "A b" $$;
create type "My Schema"."E'x" as enum ('a''b','C"d');
create sequence "My Schema"."s.q";
-- check
select string_agg("Id"||"a""b",',') from "My Schema"."T.x"
