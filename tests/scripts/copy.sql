create table t (a int, b text, c text);
COPY t (a, b, c) FROM stdin;
1	it's; "x" -- y	\N
2	tab\there	back\\slash
3	$$	/*
\.
copy t from stdin with (format csv);
4,"a,b;c",
\.

insert into t values (5, 'after', null);
