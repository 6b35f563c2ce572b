-- migration
create table invoices (id int primary key, user_id int references users);
-- finds
-- blocks
writes to users
