create table t (a text);
insert into t values ($$;$$), ($a$ $$ ; 'x' $a$), ($tag$it's; "q"$tag$), ($_1$;$_1$);
create function f() returns text language plpgsql as $f$
declare x text := $x$ ; $x$; begin
  return x || ';' || $$y;$$; -- a ; comment
end $f$;
insert into t select f();
