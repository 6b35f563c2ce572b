-- before
create unique index users_unique_age on users (age);
-- migration
alter table users add constraint one_name unique using index users_unique_age;
-- finds
-- blocks
reads and writes of users
