-- before
create table t(id int primary key, a text);
create view v as select id from t where id > 0;
-- after
create table t(id int primary key, a text);
create view v with (security_barrier) as select id from t where id > 0 with check option;
