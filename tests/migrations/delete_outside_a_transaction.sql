-- configuration
executeInTransaction=false
-- migration
delete from orders where total < 0 or total > 0;
-- finds
reads every row of orders, and locks those it changes
-- blocks
rows of orders
