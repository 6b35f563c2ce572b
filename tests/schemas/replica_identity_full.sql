-- before
create table t(id int primary key, a int not null);
alter table t replica identity full;
create table u(id int);
-- after
create table t(id int primary key, a int not null);
create table u(id int);
alter table u replica identity nothing;
create table n(id int);
alter table n replica identity full;
