-- migration
alter table users alter column name type text;
-- finds
-- blocks
reads and writes of users
