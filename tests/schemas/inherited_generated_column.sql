-- before
create table parent (id int, a int generated always as (id + 1) stored);
-- after
create table parent (id int, a int generated always as (id + 1) stored);
create table child () inherits (parent);
