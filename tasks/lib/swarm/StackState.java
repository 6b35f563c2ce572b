//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.swarm;

import java.util.*;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the cluster says of the services of a stack and of their tasks. */
public record StackState(List<Service> services, List<Task> tasks) {

    /** When a service was deployed; a label, and so in the definition before, too. */
    static final String DEPLOYED = "manage.java.deployed";

    static final String VERSION = "manage.java.version";

    /**
     * A service.
     *
     * @param replicas how many tasks it should have; -1 for one on each machine
     * @param update how its last update stands
     * @param template what its tasks should be
     * @param deployed when it was deployed
     * @param before when what it would be rolled back to was deployed; null where there is nothing to roll back to
     */
    public record Service(
            String id,
            String name,
            int replicas,
            Update update,
            JsonNode template,
            String deployed,
            String version,
            String before) {

        String image() {
            return template.path("ContainerSpec").path("Image").asString("");
        }

        private static Service of(JsonNode node) {
            JsonNode spec = node.path("Spec");
            JsonNode before = node.path("PreviousSpec");
            return new Service(
                    node.path("ID").asString(),
                    spec.path("Name").asString(),
                    replicas(spec.path("Mode")),
                    Update.of(node.path("UpdateStatus")),
                    spec.path("TaskTemplate"),
                    label(spec, DEPLOYED),
                    label(spec, VERSION),
                    before.isMissingNode() ? null : label(before, DEPLOYED));
        }

        private static int replicas(JsonNode mode) {
            if (mode.has("Replicated"))
                return mode.path("Replicated").path("Replicas").asInt(1);
            if (!mode.has("ReplicatedJob")) return -1;
            return mode.path("ReplicatedJob").path("TotalCompletions").asInt(1);
        }

        private static String label(JsonNode spec, String name) {
            return spec.path("Labels").path(name).asString("");
        }
    }

    /**
     * How the last update of a service stands.
     *
     * @param state empty, updating, completed, paused, rollback_started, ...
     * @param message why it is not completed
     */
    public record Update(String state, String message) {

        private static Update of(JsonNode status) {
            return new Update(
                    status.path("State").asString(""), status.path("Message").asString(""));
        }

        boolean rollsBack() {
            return state.startsWith("rollback");
        }

        /** In words; empty where there is nothing to tell. */
        String shown() {
            return state.equals("completed") ? "" : state.replace('_', ' ');
        }
    }

    /**
     * One of its containers, past, present or to come.
     *
     * @param state new, pending, preparing, starting, running, complete, failed, rejected, shutdown, ...
     * @param desired what it should be: running, or shutdown where another has its place
     * @param spec what it is
     */
    public record Task(
            String id,
            String service,
            String node,
            String state,
            String desired,
            String error,
            JsonNode spec,
            String updated) {

        private static Task of(JsonNode node) {
            JsonNode status = node.path("Status");
            return new Task(
                    node.path("ID").asString(),
                    node.path("ServiceID").asString(),
                    node.path("NodeID").asString(""),
                    status.path("State").asString(""),
                    node.path("DesiredState").asString(""),
                    status.path("Err").asString(""),
                    node.path("Spec"),
                    status.path("Timestamp").asString(""));
        }

        boolean failed() {
            return Set.of("failed", "rejected", "orphaned").contains(state);
        }
    }

    /** Reads the answers to docker service inspect and docker inspect --type task. */
    public static StackState of(String services, String tasks) {
        List<Service> all = new ArrayList<>();
        for (JsonNode node : array(services)) all.add(Service.of(node));
        List<Task> each = new ArrayList<>();
        for (JsonNode node : array(tasks)) each.add(Task.of(node));
        all.sort(Comparator.comparing(Service::name));
        each.sort(Comparator.comparing(Task::updated));
        return new StackState(all, each);
    }

    private static JsonNode array(String text) {
        return text.isBlank()
                ? JsonMapper.shared().createArrayNode()
                : JsonMapper.shared().readTree(text);
    }

    public Optional<Service> service(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findFirst();
    }

    /** The tasks of a service, the one that changed last at the end. */
    public List<Task> tasks(Service service) {
        return tasks.stream()
                .filter(task -> task.service().equals(service.id()))
                .toList();
    }

    /** Those that run as the service now wants them. */
    public List<Task> current(Service service) {
        return tasks(service).stream()
                .filter(task -> task.desired().equals("running")
                        && task.state().equals("running")
                        && same(task.spec(), service.template()))
                .toList();
    }

    private int wantedReplicas(Service service) {
        return service.replicas() >= 0 ? service.replicas() : Math.max(1, (int) wantedTasks(service));
    }

    private long wantedTasks(Service service) {
        return tasks(service).stream()
                .filter(task -> task.desired().equals("running"))
                .count();
    }

    /** Whether all of its tasks run as it wants them, and no other does. */
    public boolean settled(Service service) {
        boolean done = Set.of("", "completed", "rollback_completed")
                .contains(service.update().state());
        return done
                && current(service).size() >= wantedReplicas(service)
                && wantedTasks(service) == current(service).size();
    }

    /** The swarm's own word that an update failed. */
    public static boolean failed(Service service) {
        return service.update().rollsBack() || service.update().state().equals("paused");
    }

    /** As people want it: how many of how many. */
    public String replicas(Service service) {
        return current(service).size() + "/" + wantedReplicas(service);
    }

    /** The last thing that went wrong with a service's tasks, since some that are known already; null for nothing. */
    public Task lastFailure(Service service, Set<String> known) {
        return tasks(service).stream()
                .filter(task -> !task.error().isEmpty() && !known.contains(task.id()))
                .reduce((one, next) -> next)
                .orElse(null);
    }

    /** The services that another state does not have. */
    public List<Service> without(StackState other) {
        return services.stream()
                .filter(service -> other.service(service.name()).isEmpty())
                .toList();
    }

    /** The services that another state has too, and of another version. */
    public List<Service> changedSince(StackState other) {
        return services.stream()
                .filter(service -> other.service(service.name())
                        .filter(same -> !same.deployed().equals(service.deployed()))
                        .isPresent())
                .toList();
    }

    public Set<String> taskIds() {
        return tasks.stream().map(Task::id).collect(Collectors.toSet());
    }

    /**
     * Whether a task is what a service wants. What a task says of itself must be so in the service, which says more:
     * docker fills in defaults there. Where a task may run, and what it is joined to, changes without another task.
     */
    private static boolean same(JsonNode task, JsonNode service) {
        for (Map.Entry<String, JsonNode> entry : task.properties()) {
            if (Set.of("Placement", "Networks").contains(entry.getKey())) continue;
            JsonNode own = entry.getValue();
            JsonNode desired = service.path(entry.getKey());
            boolean nothing = own.isNull() || own.isContainer() && own.isEmpty();
            if (!nothing && !(own.isObject() ? same(own, desired) : own.equals(desired))) return false;
        }
        return true;
    }
}
