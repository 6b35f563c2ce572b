-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create extension if not exists pgcrypto;
create table t (id int primary key, a text, g uuid default gen_random_uuid());
