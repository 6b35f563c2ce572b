-- migration
alter table users add constraint adult check (age > 17) not valid;
alter table users validate constraint adult;
-- finds
while a lock that an earlier statement took blocks reads of and writes to users
-- blocks
reads and writes of users
