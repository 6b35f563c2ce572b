create table t (a int); create table log (a int, b text);
create rule r as on insert to t do also (insert into log values (new.a, ';'); insert into log values (new.a, 'second'));
insert into t values (1), (2);
