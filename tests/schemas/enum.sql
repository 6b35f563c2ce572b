-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create type mood as enum ('sad', 'ok');
create table t (id int primary key, a text, m mood default 'ok');
