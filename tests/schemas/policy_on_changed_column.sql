-- before
create function cur() returns int language sql stable as $$ select 1 $$;
create table t(id int primary key, a int);
alter table t enable row level security;
create policy p on t using (a = cur());
-- data
insert into t values (1,1);
-- after
create function cur() returns bigint language sql stable as $$ select 1::bigint $$;
create table t(id int primary key, a bigint);
alter table t enable row level security;
create policy p on t using (a = cur());
-- check
select count(*) from t
