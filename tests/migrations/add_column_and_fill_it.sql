-- migration
alter table users add column phone text;
update users set phone = '0';
-- finds
while a lock that an earlier statement took blocks reads of and writes to users
-- blocks
reads and writes of users
