-- configuration
executeInTransaction=false
-- migration
alter table users alter column age set not null;
-- finds
checks every row of users
-- blocks
reads and writes of users
