-- loses data
-- before
create type s as enum('a','b','c');
create table t(id int primary key, a s[] default '{a}', n s);
-- data
insert into t values (1, '{a,c}', 'c');
-- after
create type s as enum('a','b');
create table t(id int primary key, a s[] default '{a}', n s);
