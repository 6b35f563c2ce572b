-- before
create table parent (id int default 1, label text not null, note text, other int default 3, kept int default 4 not null);
alter table parent alter note set storage external;
alter table parent alter label set compression pglz;
create table measured (day date not null, value int default 5) partition by range (day);
-- data
insert into parent values (1, 'a', 'b');
-- after
create table parent (id int, label text, note text, other int default 6, kept int default 4 not null);
create table child (own int) inherits (parent);
create table grandchild () inherits (child);
create table measured (day date not null, value int) partition by range (day);
create table measured_early partition of measured for values from (minvalue) to ('2026-01-01');
-- check
select * from only parent order by id
