-- before
create extension citext;
create table t(id int primary key, a citext unique);
create view v as select a from t;
-- data
insert into t values (1,'X');
-- after
create table t(id int primary key, a text unique);
create view v as select a from t;
-- check
select a from t
