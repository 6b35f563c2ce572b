-- loses data
-- before
create table t (id int primary key, a text);
create schema sales; create table sales.orders (id int primary key);
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
