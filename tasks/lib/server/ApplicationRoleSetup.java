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
                    .warn("the server at " + database.address() + " is not managed by manage.java, so the role \""
                            + role.get().name() + "\" is not created.\nAsk whoever runs the server to run these"
                            + " statements, with the value of APPLICATION_PASSWORD in place of ***:");
        role.get().statements(database).forEach(sql -> System.out.println(sql + ";"));
    }
}
