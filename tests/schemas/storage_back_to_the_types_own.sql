-- before
create table t (id int primary key, a text);
alter table t alter a set storage main;
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
