-- migration
alter table orders rename to purchases;
-- finds
may still use: orders
-- blocks
reads and writes of orders
