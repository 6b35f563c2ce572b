-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
create procedure p(x int) language plpgsql as $$ begin insert into t values (x, 'p'); commit; end $$;
