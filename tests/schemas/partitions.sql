-- before
-- data
-- after
create table e (at date not null, n int) partition by range (at); create table e_2026 partition of e for values from ('2026-01-01') to ('2027-01-01'); create index e_n on e (n);
