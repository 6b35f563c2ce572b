-- migration
create or replace view active as select id, email, age from users;
-- finds
-- blocks
nothing of users
