-- before
create table t(a int primary key, b int not null);
create table c(x int references t);
-- data
insert into t values (1,2);
insert into c values (1);
-- after
create table t(a int not null unique, b int not null, primary key (a, b));
create table c(x int references t(a));
-- check
select count(*) from t
