-- migration
alter type mood add value 'happy';
-- finds
