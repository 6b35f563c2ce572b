-- before
create table t(id int primary key, a text);
create policy p on t to public using (id > 0);
-- after
create table t(id int primary key, a text);
create policy p on t to pg_monitor using (id > 0);
