-- migration
create function one() returns int language sql as 'select 1';
-- finds
-- blocks
nothing of users
