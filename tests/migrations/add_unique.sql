-- migration
alter table users add constraint one_email unique (email);
-- finds
builds an index of users
-- blocks
reads and writes of users
