-- before
alter table orders add constraint buyer foreign key (user_id) references users not valid;
-- migration
alter table orders validate constraint buyer;
-- finds
-- blocks
nothing of orders
