-- before
alter table users add constraint adult check (age > 17) not valid;
-- migration
alter table users validate constraint adult;
-- finds
-- blocks
nothing of users
