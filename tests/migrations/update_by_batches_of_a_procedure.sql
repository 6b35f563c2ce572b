-- configuration
executeInTransaction=false
-- before
create procedure name_them() language plpgsql as $$ declare at int := 0; begin
    while at < 100 loop
        update users set name = 'nobody' where id >= at and id < at + 10;
        commit;
        at := at + 10;
    end loop;
end $$;
-- migration
call name_them();
-- finds
-- blocks
nothing of users
