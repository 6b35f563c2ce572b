-- before
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create table t(id int primary key, a int, b int);
create trigger g before update of a on t for each row when (new.b > 0) execute function f();
create rule r as on update to t where new.a = 4 do also delete from t where id = 99;
-- data
insert into t values (1,1,2);
-- after
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create table t(id int primary key, a bigint, b bigint);
create trigger g before update of a on t for each row when (new.b > 0) execute function f();
create rule r as on update to t where new.a = 4 do also delete from t where id = 99;
-- check
select a||','||b from t
