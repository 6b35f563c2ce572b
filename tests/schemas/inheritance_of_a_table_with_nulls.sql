-- before
create table parent (id int not null);
create table child (id int);
-- after
create table parent (id int not null);
create table child () inherits (parent);
