-- loses data
-- before
create extension hstore;
create table t(id int primary key, a hstore);
-- data
insert into t values (1,'a=>1');
-- after
create table t(id int primary key);
