-- before
create table t(id int primary key, a int, b int);
create view v as select id, a from t;
create function f() returns setof v language sql as $$ select * from v $$;
create view w as select * from f();
-- data
insert into t values (1,2,3);
-- after
create table t(id int primary key, a int, b int);
create view v as select id, b, a from t;
create function f() returns setof v language sql as $$ select * from v $$;
create view w as select * from f();
-- check
select count(*) from t
