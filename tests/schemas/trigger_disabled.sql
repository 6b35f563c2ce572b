-- before
create table t(id int primary key, a int);
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger g before update on t for each row execute function f();
-- after
create table t(id int primary key, a int);
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger g before update on t for each row execute function f();
alter table t disable trigger g;
