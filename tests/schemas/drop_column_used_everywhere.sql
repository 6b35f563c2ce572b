-- loses data
-- before
create table t(id int primary key, a int, b int);
create index ia on t(a);
create view v as select a, b from t;
create policy p on t using (a > 0);
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger g before update of a on t for each row execute function f();
alter table t add constraint ca check (a > b);
-- data
insert into t values (1,3,1);
-- after
create table t(id int primary key, b int);
create view v as select b from t;
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
