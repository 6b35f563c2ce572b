-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create type point2 as (x int, y int);
create table t (id int primary key, a text, p point2);
