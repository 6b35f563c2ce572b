-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
create table b (id int primary key, t_id int references t(id)); create table c (id int primary key, b_id int references b(id)); create view bc as select b.id, c.id as c_id from b join c on c.b_id = b.id;
