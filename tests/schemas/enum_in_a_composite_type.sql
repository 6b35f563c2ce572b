-- before
create type s as enum('a','b','c');
create type c as (x s, y int);
create table t(id int primary key, a c, b c[]);
-- data
insert into t values (1, row('a',2), array[row('b',3)::c]);
-- after
create type s as enum('c','b','a');
create type c as (x s, y int);
create table t(id int primary key, a c, b c[]);
-- check
select a::text||b::text from t
