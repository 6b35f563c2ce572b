-- before
create type s as enum('a','b','c');
create domain ds as s check (value <> 'c');
create table t(id int primary key, a ds not null default 'b');
-- data
insert into t values (1, 'a');
-- after
create type s as enum('c','b','a');
create domain ds as s check (value <> 'c');
create table t(id int primary key, a ds not null default 'b');
-- check
select a::text from t
