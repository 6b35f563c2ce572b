-- migration
grant select on users to public;
-- finds
-- blocks
nothing of users
