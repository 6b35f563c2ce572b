-- before
create table t(id int primary key, a text);
create view v as select * from t;
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
-- after
create table t(id int primary key, a text);
create view v as select * from t;
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger g1 instead of insert on v for each row execute function f();
create trigger g2 after update on t referencing old table as o new table as n for each statement execute function f('x','it''s');
create trigger g4 before update of a on t for each row when (old.a is distinct from new.a) execute function f();
create constraint trigger g3 after insert on t deferrable initially deferred for each row when (new.a is not null) execute function f();
