-- before
create table t (id int primary key, a text);
create view v as select id from t;
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
create view v as select id, a from t;
