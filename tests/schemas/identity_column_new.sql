-- before
create table t (a text);
-- data
insert into t values ('x'), ('y');
-- after
create table t (a text, id bigint generated always as identity (increment 1 cache 2) primary key);
-- check
select count(*) from t
