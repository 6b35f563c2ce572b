-- before
create type c as (x int, "Y" int);
create table t(id int primary key, a c, b c[]);
create view v as select id, a, (a).x from t;
-- data
insert into t values (1, row(1,2), array[row(3,3)::c]);
-- after
create type c as (x int, "Y" int, z text);
create table t(id int primary key, a c, b c[]);
create view v as select id, a, (a).x from t;
-- check
select (a).x || (b[1])."Y"::text from t
