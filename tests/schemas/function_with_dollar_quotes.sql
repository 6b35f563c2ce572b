-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
create function f(x int) returns text language plpgsql as $body$ begin return 'it''s; ' || x || $q$ $$ $q$; end $body$;
