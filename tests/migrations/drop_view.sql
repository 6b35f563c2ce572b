-- migration
drop view active;
-- finds
may still use: active
-- blocks
nothing of users
