-- before
create table p(id int);
create table q(id int);
create table c(z int) inherits (p);
-- data
insert into c values (1,2);
-- after
create table p(id int);
create table q(id int);
create table c(z int) inherits (q);
-- check
select id||','||z from c
