-- migration
create table copy as select * from users;
-- finds
-- blocks
nothing of users
