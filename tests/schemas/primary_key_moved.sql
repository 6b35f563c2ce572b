-- before
create table t(id int primary key, a int not null unique);
create table c(id int references t(id));
-- data
insert into t values (1,5);
insert into c values (1);
-- after
create table t(id int unique, a int not null primary key);
create table c(id int references t(id));
-- check
select count(*) from t
