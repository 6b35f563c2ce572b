-- loses data
-- before
create table p(id int primary key);
create table c(id int primary key, p int references p);
create view v as select c.id from c join p on p.id = c.p;
create function fp(p) returns int language sql as $$ select ($1).id $$;
-- data
insert into p values (1);
insert into c values (1,1);
-- after
create table c(id int primary key, p int);
create view v as select c.id from c;
