-- migration
alter table users add exclude using btree (age with =);
-- finds
builds an index of users
-- blocks
reads and writes of users
