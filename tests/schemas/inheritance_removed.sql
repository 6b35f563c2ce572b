-- before
create table p(id int, a text);
create table c(z int) inherits (p);
-- data
insert into c values (1,'x',2);
-- after
create table p(id int, a text);
create table c(id int, a text, z int);
-- check
select count(*) from c
