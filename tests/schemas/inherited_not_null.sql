-- before
create table parent (n int default 1, m int);
create table child () inherits (parent);
-- data
insert into parent (m) values (2);
insert into child values (null, 3);
-- after
create table parent (n int not null default 1, m int);
create table child () inherits (parent);
-- check
select coalesce(n, 1), m from parent
