-- migration
alter table users add column state text not null default 'new';
-- finds
-- blocks
reads and writes of users
