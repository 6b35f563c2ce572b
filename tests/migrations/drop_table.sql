-- migration
drop table notes;
-- finds
may still use: notes
-- blocks
reads and writes of notes
