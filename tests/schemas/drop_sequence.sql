-- loses data
-- before
create sequence s;
create table t(id int primary key);
-- data
select nextval('s');
-- after
create table t(id int primary key);
