-- nothing to do
-- before
create table t(id int primary key, a text, b text);
-- data
insert into t values (7,'x','y');
-- after
create table t(id int primary key, b text, a text);
-- check
select string_agg(id::text||a||b,',') from t
