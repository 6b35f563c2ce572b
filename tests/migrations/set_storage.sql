-- migration
alter table users alter column email set statistics 500;
-- finds
-- blocks
nothing of users
