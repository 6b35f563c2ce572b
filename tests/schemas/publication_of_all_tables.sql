-- before
create table t (id int, n int default 1);
create publication everything for all tables;
-- data
insert into t values (1, null);
-- after
create table t (id int, n int not null default 1);
create publication everything for all tables;
-- check
select id, coalesce(n, 1) from t
