-- before
create type s as enum('a','b');
create table w(id int primary key, st s[] not null default '{a}');
-- data
insert into w values (1,'{a,b}');
-- after
create type s as enum('a','b','c');
create table w(id int primary key, st s[] not null default '{c}');
-- check
select string_agg(id||st::text,',' order by id) from w
