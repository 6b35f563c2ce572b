-- before
create domain d as int check (value > 0);
create table t(id int primary key, a d default 3, b d[]);
-- data
insert into t values (1, 5, '{1,2}');
-- after
create domain d as bigint check (value > 0);
create table t(id int primary key, a d default 3, b d[]);
-- check
select a::text || b::text from t
