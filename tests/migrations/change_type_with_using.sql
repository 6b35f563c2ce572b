-- before
drop view active;
-- migration
alter table users alter column email type int using 0;
-- finds
rewrites users
-- blocks
reads and writes of users
