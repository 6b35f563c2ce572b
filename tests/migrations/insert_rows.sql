-- migration
insert into users (id, email) values (100, 'x');
-- finds
-- blocks
nothing of users
