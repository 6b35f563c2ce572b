-- migration
create function change() returns void language plpgsql as $$ begin alter table users alter column age type bigint; end $$;
select change();
-- finds
rewrites users
-- blocks
reads and writes of users
