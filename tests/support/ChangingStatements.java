//JAVA 17+

package support;

import java.util.List;
import java.util.stream.Stream;

/** SQL that changes something, however it is spelled: in the table kept, or in the server. */
public final class ChangingStatements {

    public static final String DELETE = "delete from kept where i = 1";

    private static final List<String> TRANSACTIONS = List.of(
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
            "call away()",
            "{call away()}",
            "set role postgres; " + DELETE,
            "set session authorization default",
            "set local transaction_read_only = off; " + DELETE,
            "set constraints all deferred",
            "savepoint x; " + DELETE,
            "rollback to savepoint x",
            "commit and chain; " + DELETE,
            "rollback and chain",
            "commit prepared 'x'",
            "deallocate all",
            "begin atomic; " + DELETE + "; end");

    private static final List<String> COMMANDS = List.of(
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
            "fetch all from c",
            "move forward 1 in c",
            "close all",
            "analyze kept",
            "unlisten *",
            "alter database application set default_transaction_read_only = off",
            "alter role postgres set default_transaction_read_only = off",
            "alter table kept disable trigger all",
            "reassign owned by postgres to public",
            "drop owned by postgres",
            "drop database application",
            "create database more template application",
            "create extension dblink",
            "create subscription x connection '' publication y",
            "create event trigger x on ddl_command_end execute function gone()",
            "create server x foreign data wrapper y",
            "do language plpgsql 'begin delete from kept; end'",
            "IDENTIFY_SYSTEM",
            "BASE_BACKUP",
            "CREATE_REPLICATION_SLOT x PHYSICAL",
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
            "((" + DELETE + " returning i))",
            "\uFEFF" + DELETE,
            "\f" + DELETE,
            "\u000b" + DELETE,
            "\u00a0" + DELETE,
            "\u200b" + DELETE,
            "/**/" + DELETE,
            "select 1 -- \r; " + DELETE,
            "select E'\\''; commit; " + DELETE + "; --'",
            "select x$a$; " + DELETE + "; select $a$ $a$",
            "merge into kept using kept k on true when matched then delete");

    private ChangingStatements() {}

    /** Queries first. */
    public static List<String> all() {
        return Stream.concat(
                        ChangingQueries.asking(),
                        Stream.of(TRANSACTIONS, COMMANDS).flatMap(List::stream))
                .toList();
    }
}
