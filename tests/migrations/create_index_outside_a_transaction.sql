-- configuration
executeInTransaction=false
-- migration
create index users_age on users (age);
-- finds
builds an index of users
-- blocks
writes to users
