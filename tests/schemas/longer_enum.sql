-- before
create type mood as enum ('sad', 'ok'); create table t (id int primary key, m mood);
-- data
insert into t values (1, 'ok');
-- after
create type mood as enum ('sad', 'ok', 'happy'); create table t (id int primary key, m mood);
