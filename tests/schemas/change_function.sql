-- before
create table t (id int primary key, a text);
create function f() returns int language sql as $$ select 1 $$;
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
create function f() returns int language sql as $$ select 2 $$;
