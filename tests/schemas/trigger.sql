-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
create function touch() returns trigger language plpgsql as $$ begin new.a := coalesce(new.a, ''); return new; end $$; create trigger touched before insert or update on t for each row execute function touch();
