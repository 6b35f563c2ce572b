-- before
create extension "uuid-ossp";
create table t(id uuid primary key default uuid_generate_v4());
-- data
insert into t values (default);
-- after
create table t(id uuid primary key default gen_random_uuid());
-- check
select count(*) from t
