-- migration
alter table log attach partition log_old for values from ('2020-01-01') to ('2021-01-01');
-- finds
reads every row of log_old
-- blocks
reads and writes of log_old
