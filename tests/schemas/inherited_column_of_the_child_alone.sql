-- loses data
-- before
create table parent (id int, s text);
create table child () inherits (parent);
-- data
insert into child values (1, 'one');
-- after
create table parent (id int);
create table child (s text) inherits (parent);
