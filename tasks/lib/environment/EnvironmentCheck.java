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
        Map<String, String> process = new HashMap<>(System.getenv());
        Path file = project.configFile(name);
        List<String> missing = !Files.exists(file)
                ? List.of()
                : EnvironmentFile.read(file, project.show(file)).stream()
                        .filter(EnvironmentFile.Entry::secret)
                        .map(EnvironmentFile.Entry::name)
                        .filter(secret -> !process.containsKey(secret) && !process.containsKey(secret + "_FILE"))
                        .toList();
        missing.forEach(secret -> process.put(secret, "set elsewhere"));
        Environment environment = Environment.load(project, name, process);
        for (String key : List.of("POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_HOSTNAME", "APPLICATION_DB"))
            environment.require(key);
        environment.port("POSTGRES_PORT");
        TlsSettings.jdbc(environment);
        return environment.variables().size() + " variables"
                + (missing.isEmpty() ? "" : "; secrets that are not set here: " + String.join(", ", missing));
    }
}
