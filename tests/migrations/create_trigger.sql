-- migration
create trigger touched before update on users for each row execute function suppress_redundant_updates_trigger();
-- finds
-- blocks
writes to users
