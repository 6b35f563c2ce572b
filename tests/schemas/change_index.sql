-- before
create table t (id int primary key, a text);
create index i on t (a);
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
create index i on t (a, id);
