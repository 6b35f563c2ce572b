-- before
create table t (id int primary key, a numeric(6,2));
-- data
insert into t values (1, 1.25);
-- after
create table t (id int primary key, a numeric(10,4));
