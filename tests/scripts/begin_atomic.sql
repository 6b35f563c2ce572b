create table t (a int);
create function f(x int) returns int begin atomic select case when x > 0 then x else 0 end; select x + 1; end;
create procedure p(x int) begin atomic insert into t values (x); insert into t values (f(x)); end;
call p(1); call p(2);
