-- before
create table t (a text);
-- data
insert into t values ('x'), ('y');
-- after
create table t (a text, id serial primary key);
-- check
select count(*) from t
