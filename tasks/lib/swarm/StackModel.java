//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.swarm;

import java.util.*;
import java.util.function.Predicate;
import lib.base.ExitException;
import lib.base.SecretDetection;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a compose file holds, as {@code docker compose config --format json} answers, with what a cluster asks of it.
 */
public record StackModel(String stack, JsonNode root) {

    public static StackModel of(String stack, String json, String label) {
        try {
            JsonNode root = new JsonMapper().readTree(json);
            if (root.path("services").isEmpty())
                throw ExitException.wrongInput(label + " has no services", "Write at least one.");
            return new StackModel(stack, root);
        } catch (JacksonException e) {
            throw ExitException.wrongInput(
                            "the answer of docker compose config for " + label + " is not JSON",
                            "docker compose version must show v2.")
                    .because(e);
        }
    }

    public Set<String> services() {
        return new TreeSet<>(root.path("services").propertyNames());
    }

    public JsonNode service(String name) {
        return root.path("services").path(name);
    }

    /** The services that do their work once and end, such as the migration; each after those it depends on. */
    public List<String> jobs() {
        Set<String> once = new TreeSet<>();
        for (String name : services()) {
            if (service(name).path("deploy").path("mode").asString("").endsWith("-job")) once.add(name);
            service(name).path("depends_on").properties().stream()
                    .filter(on -> on.getValue().path("condition").asString("").equals("service_completed_successfully"))
                    .forEach(on -> once.add(on.getKey()));
        }
        Set<String> ordered = new LinkedHashSet<>();
        once.forEach(job -> reach(job, ordered));
        ordered.retainAll(once);
        return List.copyOf(ordered);
    }

    /** The services that a job needs to be there, directly or not; other jobs are none of them. */
    public Set<String> neededBy(String job) {
        Set<String> needed = new LinkedHashSet<>();
        reach(job, needed);
        jobs().forEach(needed::remove);
        return needed;
    }

    /** Those that stay up. */
    public Set<String> lasting() {
        Set<String> lasting = services();
        jobs().forEach(lasting::remove);
        return lasting;
    }

    private void reach(String name, Set<String> reached) {
        if (reached.contains(name)) return;
        for (String on : service(name).path("depends_on").propertyNames()) reach(on, reached);
        reached.add(name);
    }

    /** The image of a service; where it is built and the file gives it no name, the one that compose gives it. */
    public String image(String service) {
        return service(service).path("image").asString(stack + "-" + service);
    }

    public boolean built(String service) {
        return service(service).has("build");
    }

    /** The volume that ties a service to one machine: a named one of Docker's own driver; null where there is none. */
    public String home(String service) {
        for (JsonNode mount : service(service).path("volumes")) {
            String source = mount.path("source").asString("");
            if (!mount.path("type").asString("").equals("volume") || source.isEmpty()) continue;
            JsonNode volume = root.path("volumes").path(source);
            if (volume.path("driver").asString("local").equals("local")
                    && volume.path("driver_opts").isEmpty()) return source;
        }
        return null;
    }

    /** Whether the file says itself where a service runs. */
    public boolean placed(String service) {
        return !service(service)
                .path("deploy")
                .path("placement")
                .path("constraints")
                .isEmpty();
    }

    /**
     * Fails where a secret stands in the definition of a service: everybody who may ask the engine could read it there.
     *
     * @param shows whether a text holds a secret of the environment
     */
    public void refuseSecrets(Predicate<String> shows, String label) {
        for (String name : services()) {
            String where = secretIn(service(name), "", shows);
            if (where == null) continue;
            throw ExitException.wrongInput(
                    "the service " + name + " of " + label + " has a secret in " + where
                            + ", where docker inspect shows it to everybody on the cluster",
                    "Give it as a file: \"secrets: {x: {environment: NAME}}\" at the top, \"secrets: [x]\" in the"
                            + " service, and NAME_FILE: /run/secrets/x if its program reads that.");
        }
    }

    private static String secretIn(JsonNode node, String path, Predicate<String> shows) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            boolean named = path.equals("environment")
                    && SecretDetection.isSecret(entry.getKey(), entry.getValue().asString(""));
            String found = named ? at : secretIn(entry.getValue(), at, shows);
            if (found != null) return found;
        }
        for (JsonNode item : node.isArray() ? node : List.<JsonNode>of()) {
            String found = secretIn(item, path, shows);
            if (found != null) return found;
        }
        if (!node.isString()) return null;
        // compose doubles each dollar sign
        String text = node.asString().replace("$$", "$");
        return shows.test(text) || SecretDetection.in(text) ? path : null;
    }
}
