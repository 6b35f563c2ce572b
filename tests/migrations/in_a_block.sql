-- migration
do $$ begin execute 'alter table users ' || 'alter column age type bigint'; end $$;
-- finds
rewrites users
-- blocks
reads and writes of users
