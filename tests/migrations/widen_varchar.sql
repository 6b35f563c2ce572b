-- migration
alter table users alter column name type varchar(40);
-- finds
-- blocks
reads and writes of users
