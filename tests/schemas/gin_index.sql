-- before
create table t (id int primary key, a jsonb);
-- data
insert into t values (1, '{"k": 1}');
-- after
create table t (id int primary key, a jsonb); create index t_a on t using gin (a);
