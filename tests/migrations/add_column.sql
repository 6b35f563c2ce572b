-- migration
alter table users add column phone text;
-- finds
-- blocks
reads and writes of users
