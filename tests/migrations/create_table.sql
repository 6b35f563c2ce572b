-- migration
create table invoices (id int primary key, user_id int);
create index on invoices (user_id);
alter table invoices alter column user_id set not null;
-- finds
-- blocks
nothing of users
