-- before
create table t (id int primary key, a text);
-- data
insert into t values (1, 'kept');
-- after
create table t (id int primary key, a text);
create materialized view m as select count(*) as n from t; create unique index m_n on m (n);
