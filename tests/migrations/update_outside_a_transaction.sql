-- configuration
executeInTransaction=false
-- migration
update users set name = 'nobody';
-- finds
reads every row of users, and locks those it changes
-- blocks
rows of users
