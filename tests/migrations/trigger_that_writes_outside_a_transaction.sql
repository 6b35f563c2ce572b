-- configuration
executeInTransaction=false
-- before
create function note() returns trigger language plpgsql as $$ begin
    insert into notes values (new.id, new.name);
    return new;
end $$;
create trigger note after update on users for each row execute function note();
-- migration
update users set name = 'nobody';
-- finds
reads every row of users, and locks those it changes
-- blocks
rows of users
