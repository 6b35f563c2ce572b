-- before
-- data
-- after
create table t (a int, b int, primary key (a, b)); create table c (a int, b int, foreign key (a, b) references t(a, b));
