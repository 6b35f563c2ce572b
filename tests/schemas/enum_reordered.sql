-- before
create type s as enum('a','b','c');
create table w(id int primary key, state s not null default 'b');
-- data
insert into w values (1,'b'),(2,'c');
-- after
create type s as enum('c','b','a');
create table w(id int primary key, state s not null default 'b');
-- check
select string_agg(id||state::text,',' order by id) from w
