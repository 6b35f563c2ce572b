create table t (a int);
create procedure p() language plpgsql as $$ begin insert into t values (1); commit; insert into t values (2); rollback; insert into t values (3); end $$;
call p();
