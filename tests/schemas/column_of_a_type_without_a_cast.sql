-- loses data
-- before
create table t (id int primary key, a uuid);
-- data
insert into t values (1, gen_random_uuid());
-- after
create table t (id int primary key, a int);
