-- migration
alter table orders add constraint buyer foreign key (user_id) references users not valid;
-- finds
-- blocks
writes to orders
