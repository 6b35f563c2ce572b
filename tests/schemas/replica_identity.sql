-- before
create table t(id int primary key, a int not null);
create unique index ta on t(a);
-- data
insert into t values (1,1);
-- after
create table t(id int primary key, a int not null);
create unique index ta on t(a);
alter table t replica identity using index ta;
-- check
select count(*) from t
