-- migration
alter table users add column lower_email text generated always as (lower(email)) stored;
-- finds
rewrites users
-- blocks
reads and writes of users
