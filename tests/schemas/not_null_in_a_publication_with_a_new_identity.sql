-- before
create table t (n int default 1, m int);
alter table t replica identity nothing;
create publication p for table t;
-- data
insert into t values (null, 2);
-- after
create table t (n int not null default 1, m int);
alter table t replica identity full;
create publication p for table t;
-- check
select coalesce(n, 1), m from t
