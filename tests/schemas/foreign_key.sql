-- before
create table t (id int primary key, a text);
create table c (id int primary key, t_id int);
-- data
insert into t values (1, 'kept');
insert into c values (1, 1);
-- after
create table t (id int primary key, a text);
create table c (id int primary key, t_id int references t(id) on delete cascade);
