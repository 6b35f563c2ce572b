-- before
create type c as (x int, y int);
create function f(a c) returns int language sql as 'select a.x';
-- after
create type c as (x int);
create function f(a c) returns int language sql as 'select a.x';
