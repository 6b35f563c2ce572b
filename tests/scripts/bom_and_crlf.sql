create table bom (a int);
insert into bom values (1);
-- comment ;
insert into bom values (2);
