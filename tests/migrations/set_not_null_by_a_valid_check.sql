-- before
alter table users add constraint there check (email is not null);
-- migration
alter table users alter column email set not null;
-- finds
-- blocks
reads and writes of users
