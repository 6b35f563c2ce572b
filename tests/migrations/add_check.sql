-- migration
alter table users add constraint adult check (age > 17);
-- finds
checks every row of users
-- blocks
reads and writes of users
