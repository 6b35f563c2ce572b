-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
comment on table t is 'it''s a table'; comment on column t.a is 'a; column';
