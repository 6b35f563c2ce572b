//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** What somebody who has got into a container of production can do there. */
public record ProductionContainers(ProductionStack stack) {

    private static final String PROGRAM = "/tmp/support/Intruder.class";

    public void eachIsLockedAndLimited() {
        for (String service : List.of("proxy", "web", "migrate", "db")) {
            String container = stack.containers(service).get(0);
            assertEquals(
                    "true [ALL] [no-new-privileges:true]",
                    stack.inspect(
                            container,
                            "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}"),
                    service);
            isLimited(service, container);
            assertEquals(
                    service.equals("migrate") ? "no" : "unless-stopped",
                    stack.inspect(container, "{{.HostConfig.RestartPolicy.Name}}"));
            assertFalse(ProductionCheckout.showsPassword(stack.docker("inspect", container)), service);
        }
        eachRunsWithoutRightsToWrite();
    }

    private void isLimited(String service, String container) {
        String[] limits = stack.inspect(
                        container, "{{.HostConfig.NanoCpus}} {{.HostConfig.Memory}} {{.HostConfig.PidsLimit}}")
                .split(" ");
        assertEquals(1_000_000_000L, Long.parseLong(limits[0]), service);
        assertTrue(
                Long.parseLong(limits[1]) <= 512L << 20
                        && Long.parseLong(limits[1]) > 0
                        && Integer.parseInt(limits[2]) <= 200
                        && Integer.parseInt(limits[2]) > 0,
                String.join(" ", limits));
    }

    private void eachRunsWithoutRightsToWrite() {
        in("web", "bash", "-c", "id -u; id -g").succeeded().printsExactly("10001\n10001\n");
        in("web", "touch", "/opt/application/x").exitedWith(1).says("Read-only file system");
        in("proxy", "touch", "/var/lib/haproxy/x").exitedWith(1).says("Read-only file system");
        assertFalse(in("proxy", "id", "-u").succeeded().out().strip().equals("0"));
        assertFalse(stack.docker("top", stack.containers("db").get(0))
                .lines()
                .anyMatch(line -> line.startsWith("root") && !line.contains("pg_isready")));
    }

    private Result in(String service, String... program) {
        return stack.compose(Stream.concat(Stream.of("exec", "-T", service), Stream.of(program))
                .toArray(String[]::new));
    }

    /** Neither the owner's password nor what only an owner or a superuser may do, where requests are served. */
    public void nothingOfTheOwnerIsReached() throws IOException {
        String seen = in("web", "sh", "-c", "ls /run/secrets; cat /proc/1/environ")
                .succeeded()
                .out();
        assertTrue(seen.startsWith("application_password\n") && !seen.contains("postgres"), seen);
        String[] attempts = {
            "COPY users TO PROGRAM 'true'", "CREATE TABLE mine (n int)", "DROP TABLE users", "SET ROLE postgres"
        };
        Result tried = intruder(attempts)
                .succeeded()
                .prints("postgres: FATAL: password authentication failed")
                .prints("application is in\n")
                .prints(attempts[0] + ": ERROR: permission denied to COPY to or from an external program")
                .prints(attempts[1] + ": ERROR: permission denied for schema public")
                .prints(attempts[2] + ": ERROR: must be owner of table users")
                .prints(attempts[3] + ": ERROR: permission denied to set role");
        assertFalse(tried.out().contains(": done"), tried::toString);
    }

    /** There is no compiler, and nothing but /tmp can be written to. */
    private Result intruder(String... attempts) throws IOException {
        try (InputStream program = Intruder.class.getResourceAsStream("Intruder.class")) {
            String text = Base64.getEncoder().encodeToString(program.readAllBytes());
            in("web", "sh", "-c", "mkdir -p /tmp/support && echo " + text + " | base64 -d > " + PROGRAM)
                    .succeeded();
        }
        List<String> java = List.of("java", "-Xmx32m", "-cp", "/tmp:lib/*", "support.Intruder");
        return in("web", Stream.concat(java.stream(), Stream.of(attempts)).toArray(String[]::new));
    }
}
