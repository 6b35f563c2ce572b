-- migration
alter table users add column token uuid default gen_random_uuid();
-- finds
rewrites users
-- blocks
reads and writes of users
