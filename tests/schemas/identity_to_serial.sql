-- before
create table t(id int generated always as identity primary key, a text);
-- data
insert into t(a) values ('x'),('y');
-- after
create table t(id serial primary key, a text);
-- check
select string_agg(id::text||a,',') from t
