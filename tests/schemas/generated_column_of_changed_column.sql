-- before
create table t(id int primary key, a int, g int generated always as (a * 2) stored);
create index gi on t(g);
create view v as select g from t;
-- data
insert into t values (1,5);
-- after
create table t(id int primary key, a bigint, g bigint generated always as (a * 2) stored);
create index gi on t(g);
create view v as select g from t;
-- check
select a||','||g from t
