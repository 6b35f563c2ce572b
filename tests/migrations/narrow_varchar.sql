-- migration
alter table users alter column name type varchar(10);
-- finds
rewrites users
-- blocks
reads and writes of users
