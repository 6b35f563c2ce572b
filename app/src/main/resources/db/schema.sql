-- The schema that the migrations produce. Change it here, and have the migration written: manage.java migrate diff -m "what it does"
CREATE TABLE users (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text   NOT NULL UNIQUE
);
