-- before
create type c as (x int, y int);
create table t(id int primary key, a c, b c[]);
-- data
insert into t values (1, row(1,2), array[row(3,3)::c]);
-- after
create type c as (x bigint, y text);
create table t(id int primary key, a c, b c[]);
-- check
select a::text||b::text from t
