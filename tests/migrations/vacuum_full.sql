-- configuration
executeInTransaction=false
-- migration
vacuum full notes;
-- finds
rewrites notes
-- blocks
reads and writes of notes
