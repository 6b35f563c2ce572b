//JAVA 17+

package lib.swarm;

import java.util.*;

/**
 * The command lines for one stack of a Docker Swarm. Nothing is started here.
 *
 * @param stack the name that its services, networks, volumes, secrets and configs begin with
 */
public record Swarm(String stack) {

    static final String STACK_LABEL = "com.docker.stack.namespace";

    /** A service's name without that of the stack. */
    String shortName(StackState.Service service) {
        return service.name().substring(stack.length() + 1);
    }

    public List<String> info() {
        return docker("info", "--format", "{{json .Swarm}}");
    }

    /** The versions of the program and of its engine, in one line. */
    public List<String> versions() {
        return docker("version", "--format", "{{.Client.Version}} {{.Server.Version}}");
    }

    public List<String> nodes() {
        return docker("node", "ls", "-q");
    }

    public List<String> nodes(Collection<String> ids) {
        return docker(ids, "node", "inspect");
    }

    public List<String> label(String node, String label) {
        return docker("node", "update", "--label-add", label + "=true", node);
    }

    public List<String> unlabel(String node, String label) {
        return docker("node", "update", "--label-rm", label, node);
    }

    /** The label of the machine that holds a volume. */
    public String home(String volume) {
        return stack + "." + volume;
    }

    /**
     * Deploys the stack file on standard input; services that are not in it stay.
     *
     * @param resolve when to ask a registry for an image's digest: always, changed or never
     */
    public List<String> deploy(String resolve) {
        return docker(
                "stack", "deploy", "--compose-file", "-", "--with-registry-auth", "--resolve-image", resolve, stack);
    }

    public List<String> services() {
        return docker("service", "ls", "-q", "--filter", "label=" + STACK_LABEL + "=" + stack);
    }

    public List<String> inspect(Collection<String> ids) {
        return docker(ids, "service", "inspect");
    }

    public List<String> tasks(Collection<String> services) {
        return docker(services, "service", "ps", "-q", "--no-trunc");
    }

    public List<String> inspectTasks(Collection<String> ids) {
        return docker(ids, "inspect", "--type", "task");
    }

    /** The end of the log of a service or of a task. */
    public List<String> log(String id, String lines) {
        return docker("service", "logs", "--raw", "--tail", lines, id);
    }

    public List<String> rollback(String service) {
        return docker("service", "rollback", "--detach", service);
    }

    public List<String> removeService(String service) {
        return docker("service", "rm", service);
    }

    public List<String> remove() {
        return docker("stack", "rm", stack);
    }

    /** Creates a secret or a config from standard input; as a part of the stack, so that it goes with it. */
    public List<String> create(StackContent content) {
        return docker(content.kind(), "create", "--label", STACK_LABEL + "=" + stack, content.name(), "-");
    }

    /** The names of what belongs to the stack, of a kind: secret, config, network or volume. */
    public List<String> list(String kind) {
        return docker(kind, "ls", "--format", "{{.Name}}", "--filter", "label=" + STACK_LABEL + "=" + stack);
    }

    public List<String> remove(String kind, Collection<String> names) {
        return docker(names, kind, "rm");
    }

    public List<String> imageId(String host, String image) {
        return on(host, "image", "inspect", "--format", "{{.Id}}", image);
    }

    public List<String> tag(String image, String as) {
        return docker("image", "tag", image, as);
    }

    public List<String> push(String image) {
        return docker("image", "push", image);
    }

    public List<String> save(String file, Collection<String> images) {
        return docker(images, "image", "save", "-o", file);
    }

    public List<String> load(String host, String file) {
        return on(host, "image", "load", "-i", file);
    }

    /** @param host another engine's address; null for the one of the environment */
    private static List<String> on(String host, String... arguments) {
        List<String> argv = docker();
        if (host != null) argv.addAll(List.of("-H", host));
        argv.addAll(List.of(arguments));
        return argv;
    }

    private static List<String> docker(Collection<String> last, String... arguments) {
        List<String> argv = docker(arguments);
        argv.addAll(last);
        return argv;
    }

    private static List<String> docker(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(List.of(arguments));
        return argv;
    }
}
