-- before
-- data
-- after
create table t (id serial primary key, a text);
