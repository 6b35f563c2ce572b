-- before
create table t(id int primary key, b text);
-- data
insert into t values (7,'x');
-- after
create table t(id int primary key, a text, b text);
-- check
select string_agg(id::text||b,',') from t
