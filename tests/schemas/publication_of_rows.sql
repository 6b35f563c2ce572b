-- needs PostgreSQL 15
-- before
create table t(id int primary key, a int);
create publication p for table t (id, a) where (id > 3);
-- after
create table t(id int primary key, a bigint);
create publication p for table t (id, a) where (id > 4);
