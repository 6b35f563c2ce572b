create table t (a int);
begin; insert into t values (1); savepoint s; insert into t values (2); rollback to s; commit;
begin; insert into t values (3); rollback;
start transaction isolation level serializable; insert into t values (4); select * from t; end;
