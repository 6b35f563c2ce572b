-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
create schema sales; create table sales.orders (id int primary key, t_id int references public.t(id)); create view sales.v as select * from sales.orders;
