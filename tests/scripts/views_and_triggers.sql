create table t (id int primary key, a text);
create view v as select id, a || ';' as b from t;
create function touch() returns trigger language plpgsql as $$ begin new.a := new.a || ';'; return new; end; $$;
create trigger touch before insert on t for each row execute function touch();
insert into t values (1, 'x');
create materialized view m as select * from v;
comment on view v is 'a; view';
