//JAVA 17+

package lib.lint;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Outside a transaction a statement's locks are gone when it has ended. Triggers at its begin and its end see them
 * still, and how many scans there are between: event triggers see changes of the schema, triggers of the tables see
 * changes of rows, those that a function or a DO block makes as well.
 */
final class StatementTriggers {

    /** For everybody, because a migration may have set another role. */
    private static final String FUNCTIONS = """
        CREATE SCHEMA %1$s;
        CREATE TABLE %1$s.seen (relation bigint, mode text, scans bigint);
        GRANT USAGE ON SCHEMA %1$s TO PUBLIC;
        GRANT ALL ON %1$s.seen TO PUBLIC;
        CREATE FUNCTION %1$s.start() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
            -- an inner statement starts nothing of its own: its transaction has started
            IF current_setting('%1$s.since', true) IS DISTINCT FROM now()::text THEN
                PERFORM set_config('%1$s.since', now()::text, false);
                -- a row would be a write, and DROP INDEX CONCURRENTLY must be the first one of its transaction
                PERFORM set_config('%1$s.scans', coalesce(json_object_agg(relid, -seq_scan)::text, '{}'), false)
                    FROM pg_stat_xact_user_tables WHERE seq_scan > 0;
            END IF;
        END $$;
        CREATE FUNCTION %1$s.see() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
            INSERT INTO %1$s.seen SELECT relation, mode, 0 FROM pg_locks
                WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted;
            INSERT INTO %1$s.seen SELECT relid, '', seq_scan FROM pg_stat_xact_user_tables WHERE seq_scan > 0;
            INSERT INTO %1$s.seen SELECT key::bigint, '', value::bigint
                FROM json_each_text(current_setting('%1$s.scans')::json);
        END $$;
        CREATE FUNCTION %1$s.ddl_start() RETURNS event_trigger LANGUAGE plpgsql
            AS $$ BEGIN PERFORM %1$s.start(); END $$;
        CREATE FUNCTION %1$s.ddl_end() RETURNS event_trigger LANGUAGE plpgsql
            AS $$ BEGIN PERFORM %1$s.see(); END $$;
        CREATE EVENT TRIGGER %1$s_start ON ddl_command_start EXECUTE FUNCTION %1$s.ddl_start();
        CREATE EVENT TRIGGER %1$s_end ON ddl_command_end EXECUTE FUNCTION %1$s.ddl_end();
        CREATE FUNCTION %1$s.rows_start() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN PERFORM %1$s.start(); RETURN NULL; END $$;
        CREATE FUNCTION %1$s.rows_end() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN PERFORM %1$s.see(); RETURN NULL; END $$;
        """.formatted(SchemaState.OWN_SCHEMA);

    private static final String ON_TABLES = """
        DO $$ DECLARE watched regclass; BEGIN
            FOR watched IN SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'
                    AND n.nspname NOT IN ('information_schema', '%1$s')
                    AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid AND tgname = '%1$s_start')
            LOOP
                EXECUTE format('CREATE TRIGGER %1$s_start BEFORE INSERT OR UPDATE OR DELETE ON %%s'
                    ' FOR EACH STATEMENT EXECUTE FUNCTION %1$s.rows_start()', watched);
                EXECUTE format('CREATE TRIGGER %1$s_end AFTER INSERT OR UPDATE OR DELETE ON %%s'
                    ' FOR EACH STATEMENT EXECUTE FUNCTION %1$s.rows_end()', watched);
            END LOOP;
        END $$
        """.formatted(SchemaState.OWN_SCHEMA);

    private StatementTriggers() {}

    /** Prepares a database that is there to be observed. */
    static void prepare(Connection connection) throws SQLException {
        run(connection, FUNCTIONS);
    }

    /** Watches the rows of the tables that there are. */
    static void watchTables(Connection connection) throws SQLException {
        run(connection, ON_TABLES);
    }

    /** What comes next is another statement. */
    static void forget(Connection connection) throws SQLException {
        run(connection, "DELETE FROM " + SchemaState.OWN_SCHEMA + ".seen");
        run(connection, "SET " + SchemaState.OWN_SCHEMA + ".since = ''");
    }

    /** Adds the locks and scans of a statement whose transaction has ended. */
    static void addSeen(Connection connection, SchemaState before, SchemaState state) throws SQLException {
        state.forgetScansSince(before);
        SchemaState.read(connection, "SELECT * FROM " + SchemaState.OWN_SCHEMA + ".seen", row -> {
            if (row.getString(2).isEmpty()) state.scan(row.getLong(1), row.getLong(3));
            else state.hold(row.getLong(1), row.getString(2));
        });
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
