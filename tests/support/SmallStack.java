//JAVA 17+

package support;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A stack of services that do nothing, of which a deployment takes seconds. */
public final class SmallStack {

    private static final String NAME = "small";

    private final Workspace here;
    private final DockerEngine engine;
    private final String image;

    public SmallStack(Workspace here, DockerEngine engine, String image) throws IOException {
        this.here = here.write("config/small.json", "[]");
        this.engine = engine;
        this.image = image;
    }

    /** @param services each with a version, which is in its environment and in a file; it fails where that is 0 */
    public Result deploy(String... services) throws IOException {
        StringBuilder file = new StringBuilder("services:\n");
        StringBuilder configs = new StringBuilder("configs:\n");
        for (String service : services) {
            String[] part = service.split(" ");
            here.write("docker/" + part[0] + ".txt", part[1] + "\n");
            file.append(service(part[0], part[1]).indent(2));
            configs.append("  %1$s: {file: %1$s.txt}\n".formatted(part[0]));
        }
        here.write("docker/small.yml", file.append(configs).toString());
        return command("--timeout", "60");
    }

    private String service(String name, String version) {
        return """
            %1$s:
              image: %2$s
              entrypoint: [sh, -c, "%3$s"]
              environment: {VERSION: "%4$s"}
              configs: [{source: %1$s, target: /text}]
              stop_grace_period: 0s
              deploy:
                update_config: {monitor: 1s}
                rollback_config: {monitor: 1s}
                restart_policy: {delay: 0s}
            """.formatted(name, image, version.equals("0") ? "echo the reason; exit 3" : "exec sleep 600", version);
    }

    public Result command(String... words) {
        return here.manage(Stream.concat(Stream.of("-y", "-c", NAME, "deploy", "--stack", NAME), Stream.of(words))
                .toArray(String[]::new));
    }

    /** Each service with the version in its container, and that of its file. */
    public String running() {
        return engine.docker("service", "ls", "--format", "{{.Name}}")
                .lines()
                .sorted()
                .map(name -> name.replaceFirst("^" + NAME + "_", "") + " " + versions(name))
                .collect(Collectors.joining(", "));
    }

    /** Of the newest container: the one before may be on its way out. */
    private String versions(String service) {
        String container = engine.docker("ps", "-q", "--filter", "label=com.docker.swarm.service.name=" + service)
                .lines()
                .findFirst()
                .orElse("none");
        return engine.docker("exec", container, "sh", "-c", "echo $VERSION; cat /text")
                .strip()
                .replace('\n', ' ');
    }
}
