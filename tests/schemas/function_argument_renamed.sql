-- before
create function f(a int) returns int language sql immutable as $$ select a+1 $$;
create table t(id int primary key, x bigint check (f(x::int) > 0));
create index ti on t (f(id));
create view v as select f(id) from t;
-- data
insert into t values (7, 1);
-- after
create function f(b int) returns int language sql immutable as $$ select b+1 $$;
create table t(id int primary key, x bigint check (f(x::int) > 0));
create index ti on t (f(id));
create view v as select f(id) from t;
-- check
select string_agg(id::text||x,',') from t
