-- migration
create index users_email on users (email);
-- finds
builds an index of users
-- blocks
writes to users
