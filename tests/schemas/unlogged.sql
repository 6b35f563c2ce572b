-- before
-- data
-- after
create unlogged table t (id int primary key);
