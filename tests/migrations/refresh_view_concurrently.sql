-- migration
refresh materialized view concurrently totals;
-- finds
-- blocks
writes to totals
