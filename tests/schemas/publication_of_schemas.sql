-- needs PostgreSQL 15
-- before
create schema s;
create table s.t(id int primary key);
create table u(id int primary key, a int);
create publication p for table u (id) where (id > 3);
-- after
create schema s;
create table s.t(id int primary key);
create table u(id int primary key, a int);
create publication p for table u, tables in schema s;
