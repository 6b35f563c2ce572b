-- before
create function f(a int) returns int language sql immutable as $$ select a $$;
create view v as select f(1) as x;
create view w as select x from v;
create table t(id int primary key, d int default f(3), check (f(id) > 0));
create function g() returns setof v language sql as $$ select * from v $$;
create materialized view m as select x from w;
create unique index mi on m(x);
comment on view w is 'ww';
comment on column m.x is 'xx';
-- data
insert into t values (1);
-- after
create function f(a int) returns bigint language sql immutable as $$ select a::bigint $$;
create view v as select f(1) as x;
create view w as select x from v;
create table t(id int primary key, d int default f(3), check (f(id) > 0));
create function g() returns setof v language sql as $$ select * from v $$;
create materialized view m as select x from w;
create unique index mi on m(x);
comment on view w is 'ww';
comment on column m.x is 'xx';
-- check
select id||','||d from t
