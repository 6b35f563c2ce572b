-- migration
alter table users add column number bigint generated always as identity;
-- finds
rewrites users
-- blocks
reads and writes of users
