-- before
create table e(at date not null, n int) partition by range (at);
create table e1(at date not null, n int);
-- data
insert into e1 values ('2026-03-03',1);
-- after
create table e(at date not null, n int) partition by range (at);
create table e1(at date not null, n int);
alter table e attach partition e1 for values from ('2026-01-01') to ('2027-01-01');
-- check
select count(*) from e1
