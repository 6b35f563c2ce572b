-- migration
alter table users add constraint adult check (age > 17) not valid;
-- finds
-- blocks
reads and writes of users
