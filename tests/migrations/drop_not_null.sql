-- migration
alter table users alter column created drop not null;
-- finds
-- blocks
reads and writes of users
