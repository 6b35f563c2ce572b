//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import lib.database.ApplicationRole;
import lib.database.Database;
import lib.database.RowSecurity;
import lib.environment.Context;
import lib.server.DatabaseServer;

/** A test run whose server answers: it makes the databases, and runs the tests on them, once or after each change. */
class ReadyRun {

    private final Context requested;
    private final TestOptions options;
    private final Context context;
    private final TestProgram tests;
    private final DatabaseServer server;
    private final TestDatabases databases;
    /** What the template was made from; empty where that is not known. */
    private String key = "";

    /**
     * @param requested the context as the environment has it
     * @param context with the server's address
     */
    ReadyRun(Context requested, TestOptions options, Context context, TestProgram tests, DatabaseServer server) {
        this.requested = requested;
        this.options = options;
        this.context = context;
        this.tests = tests;
        this.server = server;
        this.databases = new TestDatabases(context, options.execution().parallel());
    }

    Context context() {
        return context;
    }

    /** What the databases' template was made from, where the next run can copy it. */
    Optional<String> template() {
        return key.isEmpty() || !databases.copied() ? Optional.empty() : Optional.of(key);
    }

    /** @param kept whether the run before left a template */
    void createDatabases(boolean kept, String from) {
        if (kept) databases.createAgain(true);
        else databases.create(options.execution().watch() || options.server().keep() != TestOptions.Keep.NEVER);
        key = from;
        warnOfPolicies();
    }

    private void warnOfPolicies() {
        context.databases().forEach(ReadyRun::warnOfPolicies);
    }

    private static void warnOfPolicies(Context context) {
        if (ApplicationRole.of(context).isPresent()) return;
        List<String> tables = RowSecurity.withoutEffect(Database.application(context.environment()));
        if (tables.isEmpty()) return;
        context.console()
                .warn("the row-security policies of " + String.join(", ", tables)
                        + " are not tested: the tests connect as \""
                        + context.environment().require("POSTGRES_USER")
                        + "\", whom the server exempts from them.\nGive the application a role of its own, with"
                        + " APPLICATION_USER and APPLICATION_PASSWORD in config/" + context.environment().name
                        + ".json.");
    }

    /** @return how the tests ended, the last time where the user watches */
    int test() throws IOException {
        return tests.run(context, server, this::createDatabasesAgain);
    }

    private void createDatabasesAgain() {
        String before = key;
        // whatever becomes of the template
        key = "";
        String now = TestDatabases.key(requested);
        databases.createAgain(now.equals(before));
        key = now;
    }
}
