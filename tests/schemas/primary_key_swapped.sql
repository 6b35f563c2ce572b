-- before
create table t(a int primary key, b int not null unique);
create table c(id int primary key, r int references t(a), q int references t(b));
create view v as select a, b from t group by a;
-- data
insert into t values (1,2);
insert into c values (1,1,2);
-- after
create table t(a int not null unique, b int primary key);
create table c(id int primary key, r int references t(a), q int references t(b));
create view v as select a, b from t group by b, a;
-- check
select r||','||q from c
