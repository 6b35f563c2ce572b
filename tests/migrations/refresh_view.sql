-- migration
refresh materialized view totals;
-- finds
rewrites totals
-- blocks
reads and writes of totals
