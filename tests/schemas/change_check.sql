-- before
create table t (id int primary key, a text, constraint short check (length(a) < 100));
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text, constraint short check (length(a) < 200));
