-- migration
truncate notes;
-- finds
rewrites notes
-- blocks
reads and writes of notes
