-- migration
alter type mood rename value 'ok' to 'fine';
-- finds
may still use: the value 'ok'
-- blocks
nothing of users
