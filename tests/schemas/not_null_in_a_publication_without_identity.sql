-- before
create table t (id int, a int default 1);
create publication p for table t;
-- data
insert into t values (1, 1);
-- after
create table t (id int, a int default 1 not null);
create publication p for table t;
