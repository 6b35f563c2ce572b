create table t (a jsonb, b boolean, c text);
insert into t values ('{"a": 1}', '{"a":1}'::jsonb ? 'a', '[1,2]'::jsonb ->> 0), ('{}', '{"a":1}'::jsonb ?| array['b'], null), ('{}', 5 - -2 > 6, 'x'::text || $a1$y$a1$);
create operator === (leftarg = int, rightarg = int, function = int4eq);
insert into t values (null, 1 === 1, '?');
