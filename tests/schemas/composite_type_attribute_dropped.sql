-- loses data
-- before
create type c as (x int, y int);
create table t(id int primary key, a c, b c[]);
create view v as select id, (a).x, (a).y from t;
-- data
insert into t values (1, row(1,2), array[row(3,3)::c]);
-- after
create type c as (x int);
create table t(id int primary key, a c, b c[]);
create view v as select id, (a).x from t;
