/* one /* two ; /* three; */ */ ; */ create table t (a int /* ; */); -- ; insert into t values (9);
insert into t values (1) /* ' */; insert into t values (2); -- "
insert into t values (3)--;
;
