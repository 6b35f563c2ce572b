-- before
create table parent (n int not null, m int);
create table child () inherits (parent);
-- data
insert into child values (1, 3);
-- after
create table parent (n int, m int);
create table child () inherits (parent);
-- check
select n, m from parent
