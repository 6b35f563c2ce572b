-- migration
update users set name = 'nobody' where id = 1;
-- finds
-- blocks
rows of users
