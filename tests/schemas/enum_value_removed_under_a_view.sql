-- loses data
-- before
create type s as enum('a','b','c');
create table w(id int primary key, state s not null default 'b');
create index i on w(state) where state='b';
create view v as select * from w where state='a';
create function f(x s) returns text language sql as $$ select x::text $$;
-- data
insert into w values (1,'b'),(2,'a');
-- after
create type s as enum('a','b');
create table w(id int primary key, state s not null default 'b');
create index i on w(state) where state='b';
create view v as select * from w where state='a';
create function f(x s) returns text language sql as $$ select x::text $$;
