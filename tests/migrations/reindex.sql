-- migration
reindex table users;
-- finds
builds an index of users
-- blocks
reads and writes of users
