-- before
create table t (id int primary key, a int);
-- data
insert into t values (1, 2);
-- after
create table t (id int primary key, a bigint);
