-- before
create table t(id int constraint old_pk primary key, a int constraint old_u unique, constraint old_c check (a>0));
create table c(id int constraint old_fk references t(id));
-- data
insert into t values (1,5);
insert into c values (1);
-- after
create table t(id int constraint new_pk primary key, a int constraint new_u unique, constraint new_c check (a>0));
create table c(id int constraint new_fk references t(id));
-- check
select count(*) from t
