//JAVA 17+

package lib.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;

/** Whether what an environment says is enough to work with. */
public class EnvironmentCheck {

    /**
     * How many variables an environment has; fails where one is wrong, or missing. A secret that is not set here is no
     * fault of the file.
     */
    public static String summary(Project project, String name) {
        List<String> missing = missing(project, name);
        Environment environment = withoutSecrets(project, name);
        for (String key : List.of("POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_HOSTNAME", "APPLICATION_DB"))
            environment.require(key);
        for (Environment each : new Databases(environment).all())
            if (each.get("APPLICATION_USER", null) != null) each.require("APPLICATION_PASSWORD");
        environment.port("POSTGRES_PORT");
        TlsSettings.jdbc(environment);
        return environment.variables().size() + " variables"
                + (missing.isEmpty() ? "" : "; secrets that are not set here: " + String.join(", ", missing));
    }

    /** An environment to look at: what it has no secret for here has another value. */
    public static Environment withoutSecrets(Project project, String name) {
        Map<String, String> process = new HashMap<>(System.getenv());
        missing(project, name).forEach(secret -> process.put(secret, "set elsewhere"));
        return Environment.load(project, name, process);
    }

    private static List<String> missing(Project project, String name) {
        Path file = project.configFile(name);
        Map<String, String> process = System.getenv();
        if (!Files.exists(file)) return List.of();
        return EnvironmentFile.read(file, project.show(file)).stream()
                .filter(EnvironmentFile.Entry::secret)
                .map(EnvironmentFile.Entry::name)
                .filter(secret -> !process.containsKey(secret) && !process.containsKey(secret + "_FILE"))
                .toList();
    }
}
