-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
create function n() returns bigint begin atomic select count(*) from t; end;
