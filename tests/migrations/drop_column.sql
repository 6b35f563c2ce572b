-- migration
alter table users drop column age;
-- finds
removes a name that the previous version may still use: users.age
-- blocks
reads and writes of users
