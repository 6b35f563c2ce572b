-- migration
alter type mood add value 'happy';
-- finds
-- blocks
nothing of users
