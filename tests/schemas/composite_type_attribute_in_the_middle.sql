-- before
create type c as (x int, y int);
create table t(id int primary key, a c, b c[]);
-- data
insert into t values (1, row(1,2), array[row(3,3)::c]);
-- after
create type c as (x int, z text, y int);
create table t(id int primary key, a c, b c[]);
-- check
select (a).x || (b[1]).y::text from t
