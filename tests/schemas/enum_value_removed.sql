-- loses data
-- before
create type s as enum('a','b','c');
create table w(id int primary key, state s not null default 'b');
-- data
insert into w values (1,'b'),(2,'c');
-- after
create type s as enum('a','b');
create table w(id int primary key, state s not null default 'b');
