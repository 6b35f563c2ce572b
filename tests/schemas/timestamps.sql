-- before
create table t (id int primary key, a date);
-- data
insert into t values (1, '2026-01-31');
-- after
create table t (id int primary key, a timestamp);
