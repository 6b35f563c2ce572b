-- nothing to do
-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
