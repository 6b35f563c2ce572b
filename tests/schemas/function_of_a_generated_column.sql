-- before
create function f(a int) returns int language sql immutable as $$ select a+1 $$;
create table t(id int primary key, x bigint generated always as (f(id)) stored);
-- data
insert into t values (7);
-- after
create function f(a int) returns bigint language sql immutable as $$ select a+1::bigint $$;
create table t(id int primary key, x bigint generated always as (f(id)) stored);
-- check
select string_agg(id::text||x,',') from t
