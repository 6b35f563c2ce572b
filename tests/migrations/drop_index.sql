-- migration
drop index users_name;
-- finds
-- blocks
reads and writes of users
