-- loses data
-- before
create table t(id int primary key, a int);
alter table t enable row level security;
create policy p on t using (a > 1);
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger g before update of a on t for each row when (old.a > 4) execute function f();
-- after
create table t(id int primary key);
alter table t enable row level security;
create policy p on t using (id > 1);
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger g before update on t for each row execute function f();
