-- before
create table t(id int primary key);
create view v as select * from t;
-- data
insert into t values (7);
-- after
create table t(a text, id int primary key);
create view v as select * from t;
-- check
select string_agg(id::text,',') from t
