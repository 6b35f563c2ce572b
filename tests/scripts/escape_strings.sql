create table t (a text);
insert into t values (E'it\'s;'), (E'\\'), ('back\slash;'), (e'tab\t;'), (U&'d\0061t\+000061;'), ('a'
 'b'
), (B'1010'::text), ('it''s;');
