-- before
create table t(id int primary key, a text);
alter table t enable row level security;
-- after
create table t(id int primary key, a text);
alter table t enable row level security;
alter table t force row level security;
alter table t alter a set storage external;
alter table t alter a set statistics 500;
alter table t alter a set compression pglz;
alter table t set (fillfactor = 70);
create statistics st (dependencies) on id, a from t; cluster t using t_pkey;
