-- migration
alter table orders add foreign key (user_id) references users;
-- finds
checks every row of orders
-- blocks
writes to orders
