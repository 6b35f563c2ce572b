-- migration
alter table orders add column seller int references users (id);
-- finds
-- blocks
reads and writes of orders
