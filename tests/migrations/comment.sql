-- migration
comment on table users is 'people';
-- finds
-- blocks
nothing of users
