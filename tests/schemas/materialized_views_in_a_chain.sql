-- before
create table t(id int primary key, a int);
create materialized view m1 as select id, a from t;
create materialized view m2 as select id from m1;
create unique index m2i on m2(id);
create view v as select * from m2;
-- data
insert into t values (1,2);
refresh materialized view m1;
refresh materialized view m2;
-- after
create table t(id int primary key, a bigint);
create materialized view m1 as select id, a from t;
create materialized view m2 as select id from m1 with no data;
create unique index m2i on m2(id);
create view v as select * from m2;
-- check
select count(*) from t
