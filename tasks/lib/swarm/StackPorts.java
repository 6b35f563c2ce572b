//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.swarm;

import java.util.function.Consumer;
import lib.base.ExitException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The ports that a service publishes on a cluster. */
public class StackPorts {

    /**
     * Adds them to a service of a stack file.
     *
     * @param mode {@code host} or {@code ingress}, or null for what the compose file says
     * @param note takes what is left out
     */
    static void add(JsonNode from, ObjectNode to, String mode, Consumer<String> note) {
        for (JsonNode port : from.path("ports")) {
            String address = port.path("host_ip").asString("");
            if (address.startsWith("127.") || address.equals("::1")) {
                note.accept("port " + port.path("target").asInt() + " is for " + address
                        + " only, and not published: a swarm publishes on every address");
                continue;
            }
            if (!address.isEmpty() && !address.equals("0.0.0.0") && !address.equals("::")) {
                note.accept("port " + port.path("target").asInt() + " is published on every address, not only on "
                        + address);
            }
            ObjectNode published = to.withArray("ports")
                    .addObject()
                    .put("target", port.path("target").asInt())
                    .put("protocol", port.path("protocol").asString("tcp"))
                    .put("mode", mode != null ? mode : port.path("mode").asString("ingress"));
            String number = port.path("published").asString("");
            if (!number.isEmpty() && !number.matches("\\d+"))
                throw ExitException.wrongInput(
                        "a swarm cannot publish a range of ports, such as " + number, "List each port separately.");
            if (!number.isEmpty() && !number.equals("0")) published.put("published", Integer.parseInt(number));
        }
    }

    /** Whether a service of a stack file takes a port of each machine it runs on, which only one task can have. */
    static boolean onHost(JsonNode service) {
        return has(service, "host");
    }

    static boolean has(JsonNode service, String mode) {
        for (JsonNode port : service.path("ports")) {
            if (port.path("mode").asString("").equals(mode)) return true;
        }
        return false;
    }
}
