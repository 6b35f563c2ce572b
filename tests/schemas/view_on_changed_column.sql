-- before
create table t (id int primary key, a varchar(10)); create view v as select a from t;
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a varchar(30)); create view v as select a from t;
