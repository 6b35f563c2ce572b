-- configuration
executeInTransaction=false
-- migration
update users set name = 'nobody' where id = 1;
insert into orders values (3, 1, 30);
-- finds
-- blocks
rows of users
