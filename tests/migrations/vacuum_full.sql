-- configuration
executeInTransaction=false
-- migration
vacuum full notes;
-- finds
rewrites notes
