-- configuration
executeInTransaction=false
-- before
grant select, update on users to pg_monitor;
-- migration
set role pg_monitor;
update users set name = 'nobody';
reset role;
-- finds
reads every row of users, and locks those it changes
-- blocks
rows of users
