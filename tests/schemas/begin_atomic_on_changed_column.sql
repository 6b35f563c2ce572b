-- before
create table t(id int primary key, a int);
create function f() returns bigint language sql begin atomic select count(a) from t; end;
create view v as select f() as n;
-- data
insert into t values (1,5);
-- after
create table t(id int primary key, a bigint);
create function f() returns bigint language sql begin atomic select count(a) from t; end;
create view v as select f() as n;
-- check
select a from t
