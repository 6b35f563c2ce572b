-- migration
alter table users alter column age set default 18;
-- finds
-- blocks
reads and writes of users
