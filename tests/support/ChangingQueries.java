//JAVA 17+

package support;

import java.util.List;
import java.util.stream.Stream;

/** Queries that change something, or would: in the table kept, or in the server. */
public final class ChangingQueries {

    private static final String DELETE = ChangingStatements.DELETE;
    /** With other rules for quotes, what looks like one string is a COMMIT between two. */
    private static final String OTHER_QUOTES = "select set_config('standard_conforming_strings', 'off', false); ";

    private static final List<String> QUERIES_THAT_WRITE = List.of(
            DELETE,
            "explain analyze " + DELETE,
            "explain (analyze) " + DELETE,
            "explain (analyze true, costs off) " + DELETE,
            "EXPLAIN ANALYZE VERBOSE " + DELETE,
            "explain analyze with d as (" + DELETE + " returning i) select * from d",
            "explain (analyze on) " + DELETE,
            "explain (analyze 1) " + DELETE,
            "explain (ANALYZE, format json) " + DELETE,
            "explain (buffers, analyze) " + DELETE,
            "explain/**/analyze/* select */" + DELETE,
            "explain -- select 1\nanalyze\t" + DELETE,
            "with a as (select 1) " + DELETE,
            "WITH RECURSIVE a AS (SELECT 1), b AS (" + DELETE + " RETURNING i) TABLE b",
            "select * from gone()",
            "select (select gone())",
            "select 1 where gone() is not null",
            "select case when true then gone() end",
            "select i from kept k, lateral gone() g",
            "select 1 order by gone()",
            "select 1 union all select gone()",
            "select array(select gone())",
            "select 1 limit gone()",
            "select lo_unlink(1)",
            "select lo_put(1, 0, 'x')",
            "select i from kept for no key update",
            "select i from kept for key share skip locked",
            "create table more as table kept",
            "select 1 into temp more",
            "explain analyze insert into kept values (3)",
            "explain analyze update kept set i = 3",
            "explain analyze create table more as select 1",
            "explain (analyze) select nextval('numbers')",
            "select 1; explain analyze " + DELETE + "; select 2",
            "with d as (" + DELETE + " returning i) select * from d",
            "select nextval('numbers')",
            "select setval('numbers', 9)",
            "select gone()",
            "select lo_create(4711)",
            "select lo_from_bytea(4711, 'x')",
            "select * into more from kept",
            "select i from kept for update",
            "table kept for share",
            "values (gone())",
            "select set_config('default_transaction_read_only', 'off', false); explain analyze " + DELETE,
            OTHER_QUOTES + "select '\\'' ; commit; " + DELETE + "; select '",
            OTHER_QUOTES + "select '\\'' ; rollback; begin read write; " + DELETE + "; commit; select '");

    /** Every place of a query where a function can stand, or what calls one. */
    private static final List<String> QUERIES_THAT_CALL = List.of(
            "select i from kept tablesample system (gone())",
            "select count(*) filter (where gone() > 0) from kept",
            "select distinct on (gone()) i from kept",
            "select i from kept group by i having gone() > 0",
            "select i from kept group by rollup (i, gone())",
            "select sum(i) over (order by i rows gone() preceding) from kept",
            "select 1 offset gone()",
            "select 1 fetch first (gone()) rows only",
            "select * from rows from (gone(), generate_series(1, 2)) with ordinality",
            "select (array[1, 2])[gone()]",
            "select coalesce(null, gone())",
            "select a.i from kept a join kept b on a.i = gone()",
            "select U&\"gon\\0065\"()",
            "select \"gone\" ()",
            "select defaulted()",
            "select 1::checked",
            "select 1 @#@ 2",
            "select emptied(i) from kept",
            "select row(1)::pair::int",
            "table writing",
            "select * from json_table('[1]', '$[*]' passing gone() as g columns (i int path '$'))",
            "with recursive x (n) as (values (gone()) union all select n from x where false) select n from x",
            "with d as materialized (" + DELETE + " returning i) table d",
            "with d as (insert into kept values (9) returning i) select 1",
            "with d as (update kept set i = 9 returning i) select 1",
            "with d as (merge into kept using kept k on true when matched then delete returning 1) select 1",
            "with d as (" + DELETE + " returning i), e as (select 1) select 1 from e",
            "explain analyze declare c cursor for select gone()",
            "explain analyze create materialized view more as select gone()",
            "explain (analyze, serialize text, timing off) select gone()",
            "explain (verbose, analyze true) table writing",
            "select prepared(); explain analyze execute p",
            "select truncated()",
            "select locked()",
            "select temporary()",
            "select to_program()",
            "select to_file()",
            "select lowrite(lo_open(1, 131072), 'x')",
            "select lo_creat(-1)",
            "select lo_import('/etc/hostname')",
            "select set_config('role', 'postgres', true), gone()",
            "select set_config('session_authorization', 'postgres', false); explain analyze " + DELETE);

    /** A read-only transaction permits these: they want other rights than to read. */
    private static final List<String> QUERIES_WITH_OTHER_RIGHTS = List.of(
            "select pg_terminate_backend(pg_backend_pid())",
            "select pg_cancel_backend(pg_backend_pid())",
            "select pg_reload_conf()",
            "select pg_switch_wal()",
            "select pg_rotate_logfile()",
            "select pg_create_restore_point('x')",
            "select pg_stat_reset()",
            "select lo_export(1, '/tmp/x')",
            "select pg_read_file('PG_VERSION')",
            "select pg_ls_dir('.')",
            "select pg_create_physical_replication_slot('x')",
            "select pg_drop_replication_slot('x')",
            "select pg_promote()",
            "select pg_backup_start('x')",
            "select pg_backup_stop()",
            "select pg_wal_replay_pause()",
            "select pg_create_logical_replication_slot('x', 'pgoutput')",
            "select pg_copy_physical_replication_slot('x', 'y')",
            "select pg_replication_slot_advance('x', '0/1')",
            "select pg_logical_slot_get_changes('x', null, null)",
            "select pg_replication_origin_create('x')",
            "select pg_import_system_collations('public')",
            "select pg_stat_reset_shared('bgwriter')",
            "select pg_log_backend_memory_contexts(pg_backend_pid())",
            "select pg_read_binary_file('postgresql.conf')",
            "select pg_ls_waldir()",
            "select brin_summarize_new_values('kept_brin')",
            "select brin_desummarize_range('kept_brin', 0)",
            "select pg_clear_relation_stats('public', 'kept')",
            "select set_config('session_replication_role', 'replica', false)",
            "select set_config('zero_damaged_pages', 'on', false)",
            "select set_config('log_statement', 'none', false)",
            "explain " + DELETE);

    /** Queries that the server refuses to run as they are, or that change nothing in the end. */
    public static final List<String> FAILING = List.of(
            "select opened()",
            "select committed()",
            "select called()",
            "select set_config('transaction_read_only', 'off', true); explain analyze " + DELETE,
            "select set_config('transaction_read_only', 'off', false), gone()",
            "select set_config('transaction_isolation', 'serializable', false), gone()",
            "explain analyze with a as (with b as (" + DELETE + " returning i) select * from b) select * from a",
            "select query_to_xml('" + DELETE + " returning i', true, true, '')",
            "select '" + DELETE + "' \\gexec",
            "select 1;\nselect '" + DELETE + "' \\gexec\nselect 2;",
            "\\connect application\n" + DELETE + ";",
            "select 1;\n\\c application\nexplain analyze " + DELETE + ";",
            "select 1 \\gset",
            "\\! true",
            "\\copy kept from program 'echo 9'",
            "\\i dump.sql",
            "\\lo_unlink 1",
            "\\if true\n" + DELETE + ";\n\\endif",
            "select 1\\; " + DELETE,
            "select 1 \\watch",
            "table kept \\g |cat",
            "explain (generic_plan) delete from kept where i = $1",
            "with d as (do 'begin end') select 1",
            "select 1 union all " + DELETE + " returning i",
            "select (" + DELETE + " returning i)",
            "select query_to_xmlschema('" + DELETE + " returning i', true, true, '')",
            "select * from ts_stat('" + DELETE + " returning to_tsvector(i::text)')",
            "select ts_rewrite('a'::tsquery, '" + DELETE + " returning ''a''::tsquery, ''b''::tsquery')",
            "explain analyze execute nothing",
            "select lifted()",
            "select restored()",
            "select transacted()",
            "select pg_export_snapshot()",
            "select set_config('archive_command', 'true', false)",
            "select binary_upgrade_set_next_pg_type_oid(1)");

    /** Queries that run, as nothing of what they do outlives the script. */
    public static final List<String> PASSING = List.of(
            "select pg_notify('x', 'y')",
            "select pg_advisory_lock(1)",
            "select pg_try_advisory_xact_lock(1, 2)",
            "select pg_advisory_unlock_all()",
            "select txid_current()",
            "select pg_logical_emit_message(true, 'x', 'y')",
            "select set_config('default_transaction_read_only', 'off', false)",
            "select set_config('search_path', 'pg_catalog', false)",
            "select setseed(0.5), random()",
            "table numbers",
            "explain select gone()",
            "show all");

    private ChangingQueries() {}

    static Stream<String> asking() {
        return Stream.of(QUERIES_THAT_WRITE, QUERIES_THAT_CALL, QUERIES_WITH_OTHER_RIGHTS)
                .flatMap(List::stream);
    }

    public static List<String> failing() {
        return FAILING;
    }

    public static List<String> passing() {
        return PASSING;
    }
}
