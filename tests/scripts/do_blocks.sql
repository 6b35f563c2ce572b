create table t (a int);
do $$ begin for i in 1..3 loop insert into t values (i); end loop; end $$;
do language plpgsql 'begin insert into t values (10); end;';
do $outer$ begin execute $inner$ insert into t values (11); $inner$; end $outer$;
