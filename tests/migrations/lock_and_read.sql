-- migration
lock table orders in exclusive mode;
create table copy as select * from users;
-- finds
while a lock that an earlier statement took blocks writes to orders
-- blocks
writes to orders
