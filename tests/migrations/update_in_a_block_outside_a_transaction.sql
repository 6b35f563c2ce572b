-- configuration
executeInTransaction=false
-- migration
do $$ begin update users set name = 'nobody'; end $$;
-- finds
reads every row of users, and locks those it changes
-- blocks
rows of users
