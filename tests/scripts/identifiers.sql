create table "semi;colon" ("a;b" int, "quo""te;" text, "-- no comment" int, "/* neither" int);
insert into "semi;colon" values (1, ';', 2, 3);
create table "é;ü" (a int); insert into "é;ü" values (1);
