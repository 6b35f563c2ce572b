-- configuration
executeInTransaction=false
-- migration
create index concurrently users_age on users (age);
alter table users add column phone text;
-- finds
-- blocks
reads and writes of users
