-- before
create domain pos as int check (value > 0);
create type c as (x pos, y pos[]);
create table t(id int primary key, a c[]);
-- data
insert into t values (1, array[row(1,'{2}')::c]);
-- after
create domain pos as int check (value >= 0);
create type c as (x pos, y pos[]);
create table t(id int primary key, a c[]);
-- check
select count(*) from t
