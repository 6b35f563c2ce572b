-- migration
drop index concurrently users_name;
-- finds
-- blocks
nothing of users
