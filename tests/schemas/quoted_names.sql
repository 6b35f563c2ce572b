-- before
-- data
-- after
create table "Order" ("Id" int primary key, "select" text, "with blank" int); create index "I x" on "Order" ("with blank");
