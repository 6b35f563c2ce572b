-- before
create table t(id int primary key, a int);
create table u(id int primary key);
create publication p for table t;
create publication gone for all tables;
-- after
create table t(id int primary key, a int);
create table u(id int primary key);
create publication p for table u with (publish = 'insert');
create publication q for all tables;
