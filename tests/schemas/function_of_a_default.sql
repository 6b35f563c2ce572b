-- before
create function f() returns int language sql immutable as $$ select 5 $$;
create table t(id int primary key, x bigint default f());
-- data
insert into t values (7);
-- after
create function f() returns bigint language sql immutable as $$ select 5::bigint $$;
create table t(id int primary key, x bigint default f());
-- check
select string_agg(id::text||x,',') from t
