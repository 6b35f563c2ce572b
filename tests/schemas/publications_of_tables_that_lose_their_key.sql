-- before
create table t (id int primary key, n int default 1);
create table u (id int primary key, n int default 1);
create table v (id int, n int default 1);
create table w (id int not null unique, n int default 1);
alter table w replica identity using index w_id_key;
create publication narrower for table t;
create publication same for table u;
create publication gone for table v;
create publication kept for table w;
-- data
insert into t values (1, null);
insert into u values (1, null);
alter publication gone set (publish = 'insert');
insert into v values (1, null);
alter publication gone set (publish = 'insert, update, delete, truncate');
insert into w values (1, null);
-- after
create table t (id int not null, n int not null default 1);
create table u (id int not null, n int not null default 1);
create table v (id int, n int not null default 1);
create table w (id int not null, n int not null default 1);
create publication narrower for table t with (publish = 'insert');
create publication same for table u;
create publication kept for table w;
-- check
select coalesce(n, 1) from t union all select coalesce(n, 1) from u union all select coalesce(n, 1) from v
union all select coalesce(n, 1) from w
