-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
alter table t enable row level security; create policy own on t for select using (a = current_user);
