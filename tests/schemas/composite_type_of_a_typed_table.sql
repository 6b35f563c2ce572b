-- before
create type c as (id int, a text);
create table t of c (primary key (id));
-- data
insert into t values (1, 'kept');
-- after
create type c as (id int, a text, z int);
create table t of c (primary key (id));
-- check
select a from t
