-- before
create type s as enum('a','b');
create table w(id int primary key, state s not null);
-- data
insert into w values (1,'b'),(2,'a');
-- after
create type s as enum('a','bee');
create table w(id int primary key, state s not null);
-- check
select count(*) from w
