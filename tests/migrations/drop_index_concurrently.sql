-- migration
drop index concurrently users_name;
-- finds
