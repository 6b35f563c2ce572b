-- before
create table e(at date not null, n int, primary key(at)) partition by range (at);
create table e1(at date not null primary key, n int);
create table e2(at date not null, n int, primary key(at));
-- data
insert into e1 values ('2026-03-03',1);
-- after
create table e(at date not null, n int, primary key(at)) partition by range (at);
create table e1 partition of e for values from ('2026-01-01') to ('2027-01-01');
create table e2 partition of e default;
-- check
select count(*) from e1
