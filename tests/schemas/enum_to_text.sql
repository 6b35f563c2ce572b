-- before
create type s as enum('a','b');
create table w(id int primary key, state s not null default 'a');
-- data
insert into w values (1,'b'),(2,'a');
-- after
create table w(id int primary key, state text not null default 'a');
-- check
select string_agg(id||state::text,',' order by id) from w
