-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
create sequence s start 100 increment 5 cache 10;
