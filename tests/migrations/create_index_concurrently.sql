-- migration
create index concurrently users_email on users (email);
-- finds
-- blocks
nothing of users
