-- loses data
-- before
create table parent (id serial);
create table t () inherits (parent);
-- data
insert into t values (1);
-- after
create table t (id int not null);
