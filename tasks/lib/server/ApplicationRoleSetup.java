//JAVA 17+

package lib.server;

import java.util.Optional;
import lib.database.ApplicationRole;
import lib.database.Database;
import lib.environment.Context;

/** Brings the application's role to a server that the project starts; on another one that is for whoever runs it. */
public class ApplicationRoleSetup {

    /** @param context with the server's address */
    public static void of(Context context, Database database) {
        Optional<ApplicationRole> role = ApplicationRole.of(context);
        if (role.isEmpty()) return;
        if (!context.dryRun() && ServerAddressFile.startedHere(context)) {
            role.get().bring(database);
            return;
        }
        if (!context.dryRun())
            context.console()
                    .warn("the server at " + database.address() + " is none that is started here, and so the role \""
                            + role.get().name() + "\" is not made.\nWhoever runs it may have these statements; *** is"
                            + " the value of APPLICATION_PASSWORD:");
        role.get().statements(database).forEach(sql -> System.out.println(sql + ";"));
    }
}
