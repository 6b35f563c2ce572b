-- migration
alter table users alter column age type bigint;
-- finds
rewrites users
-- blocks
reads and writes of users
