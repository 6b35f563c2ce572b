-- before
create table t(id int primary key, a text, b text);
create view v as select id, b from t;
comment on column v.b is 'bee';
create rule r as on insert to v do instead insert into t(id,b) values (new.id,new.b);
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger g instead of update on v for each row execute function f();
alter view v alter column b set default 'x';
-- after
create table t(id int primary key, a text, b text);
create view v as select id, a, b from t;
comment on column v.b is 'bee';
create rule r as on insert to v do instead insert into t(id,b) values (new.id,new.b);
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger g instead of update on v for each row execute function f();
alter view v alter column b set default 'x';
