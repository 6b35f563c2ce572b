-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create domain email as text check (value like '%@%');
create table t (id int primary key, a text, e email);
