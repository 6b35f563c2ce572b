//JAVA 17+

package support;

import java.util.List;
import java.util.stream.Stream;

/** SQL that changes something, however it is spelled: in the table kept, or in the server. */
public final class ChangingStatements {

    public static final String DELETE = "delete from kept where i = 1";
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

    private ChangingStatements() {}

    public static List<String> all() {
        return Stream.of(QUERIES_THAT_WRITE, queriesWithOtherRights(), transactions(), commands())
                .flatMap(List::stream)
                .toList();
    }

    /** Queries that the server refuses to run as they are, or that change nothing in the end. */
    public static List<String> failing() {
        return List.of(
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
                "\\copy kept from program 'echo 9'");
    }

    /** A read-only transaction permits these: they want other rights than to read. */
    private static List<String> queriesWithOtherRights() {
        return List.of(
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
                "explain " + DELETE);
    }

    private static List<String> transactions() {
        return List.of(
                "commit; " + DELETE,
                "begin read write; " + DELETE + "; commit",
                "set default_transaction_read_only = off; " + DELETE,
                "set transaction read write; " + DELETE,
                "reset all",
                "reset role",
                "set session characteristics as transaction read write",
                "rollback; " + DELETE,
                "end; " + DELETE,
                "abort",
                "start transaction read write",
                "prepare transaction 'x'",
                "discard all",
                "do $$ begin commit; set transaction read write; delete from kept; end $$",
                "call away()");
    }

    private static List<String> commands() {
        return List.of(
                "copy kept to program 'cat > /dev/null'",
                "copy kept from program 'echo 9'",
                "copy (" + DELETE + " returning i) to stdout",
                "copy kept to '/tmp/kept'",
                "copy kept from stdin;\n9\n\\.\n",
                "notify x",
                "listen x",
                "lock table kept",
                "checkpoint",
                "alter system reset all",
                "load 'plpgsql'",
                "vacuum full kept",
                "reindex table kept",
                "cluster",
                "create temp table t ()",
                "prepare p as " + DELETE + "; execute p",
                "execute p",
                "declare c cursor for select 1",
                "truncate kept",
                "import foreign schema x from server y into z",
                "security label on table kept is 'x'",
                "refresh materialized view x",
                "comment on table kept is 'x'",
                "grant all on kept to public",
                "/* select */ " + DELETE,
                "-- select\n" + DELETE,
                "/* a /* b */ select 1; */ " + DELETE,
                ";;" + DELETE,
                "(" + DELETE + ")",
                "merge into kept using kept k on true when matched then delete");
    }
}
