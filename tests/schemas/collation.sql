-- before
create table t(id int primary key, a text);
create index ta on t(a);
create view v as select a from t;
-- data
insert into t values (1,'x');
-- after
create table t(id int primary key, a text collate "C");
create index ta on t(a);
create view v as select a from t;
-- check
select a from t
