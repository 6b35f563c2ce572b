-- migration
-- lint: allow the table is small
alter table users alter column age type bigint;
-- finds
-- blocks
reads and writes of users
