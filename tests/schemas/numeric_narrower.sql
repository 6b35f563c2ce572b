-- loses data
-- before
create table t (id int primary key, a numeric(10,4));
-- data
insert into t values (1, 1.2345);
-- after
create table t (id int primary key, a numeric(10,2));
