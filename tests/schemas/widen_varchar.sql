-- before
create table t (id int primary key, a varchar(10));
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a varchar(20));
