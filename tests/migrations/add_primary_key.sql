-- migration
alter table notes add primary key (id);
-- finds
builds an index of notes
-- blocks
reads and writes of notes
