-- migration
alter table users rename column age to years;
-- finds
may still use: users.age
-- blocks
reads and writes of users
