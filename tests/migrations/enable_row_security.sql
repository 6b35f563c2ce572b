-- migration
alter table users enable row level security;
-- finds
-- blocks
reads and writes of users
