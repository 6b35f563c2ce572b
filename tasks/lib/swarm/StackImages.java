//JAVA 17+

package lib.swarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.environment.Context;
import lib.process.ProcessRunner;
import lib.server.ComposeCommands;

/**
 * The images of a stack. One that is built here gets a tag that follows from what is in it, so that another content is
 * an update and the same content is none.
 */
public class StackImages {

    /**
     * How images come to the other machines.
     *
     * @param build build them even where they are there
     * @param push to the registry that their names begin with
     * @param load to these engines, which are named as DOCKER_HOST has it
     * @param loaded they are there already
     */
    public record Request(boolean build, boolean push, List<String> load, boolean loaded) {

        boolean brings() {
            return push || loaded || !load.isEmpty();
        }
    }

    private final Context context;
    private final ComposeCommands compose;
    private final Swarm swarm;
    private final StackModel model;
    private final Request request;
    private final int machines;
    /** The image to run, by service. */
    public final Map<String, String> chosen = new TreeMap<>();
    /** When a registry is to be asked for digests. */
    public String resolve = "never";

    public StackImages(
            Context context, ComposeCommands compose, Swarm swarm, StackModel model, Request request, int machines) {
        this.context = context;
        this.compose = compose;
        this.swarm = swarm;
        this.model = model;
        this.request = request;
        this.machines = machines;
    }

    /** Sees to it that each image is where its tasks may run. */
    public void prepare() {
        List<String> built = model.services().stream().filter(model::built).toList();
        if (machines > 1 && !request.brings()) {
            // an image that CI built and pushed is taken as it is named
            for (String service : built) {
                if (inRegistry(model.image(service)) && !request.build()) continue;
                throw ExitException.wrongInput(
                        "the cluster has " + machines + " machines, and the image " + model.image(service) + " of "
                                + service + " is on only one of them",
                        "Give it a name with a registry and add --push, or send it to the others: --load"
                                + " ssh://HOST,ssh://HOST. If they have it already, add --loaded.");
            }
        }
        if (machines > 1 && !request.brings() && !built.isEmpty()) {
            resolve = "always";
            return;
        }
        Map<String, String> missing = new TreeMap<>();
        for (String service : built) {
            if (request.build() || id(service) == null && !inRegistry(model.image(service)))
                missing.putIfAbsent(model.image(service), service);
        }
        if (!missing.isEmpty()) build(missing.values());
        for (String service : built) choose(service);
        if (request.push()) {
            for (String image : new TreeSet<>(chosen.values())) push(image);
            resolve = "changed";
        } else if (chosen.size() < built.size()) {
            resolve = "always";
        }
        if (!request.load().isEmpty()) load();
    }

    /** Whether a name says which registry it is in. */
    static boolean inRegistry(String image) {
        String first = image.contains("/") ? image.substring(0, image.indexOf('/')) : "";
        return first.contains(".") || first.contains(":") || first.equals("localhost");
    }

    /** {@code shop:1.2} with the content sha256:0123456789abcdef is {@code shop:1.2-0123456789ab}. */
    static String tagged(String image, String id) {
        String name = image.replaceFirst("@.*", "");
        int colon = name.lastIndexOf(':') > name.lastIndexOf('/') ? name.lastIndexOf(':') : name.length();
        String tag = name.substring(colon).replaceFirst("^:", "");
        String digest = id.replaceFirst("^sha256:", "").substring(0, 12);
        return name.substring(0, colon) + ":" + (tag.isEmpty() || tag.equals("latest") ? "" : tag + "-") + digest;
    }

    private String id(String service) {
        return context.dryRun() ? null : id(null, model.image(service));
    }

    private String id(String host, String image) {
        ProcessRunner.Output output = context.runner().captured(context.command(swarm.imageId(host, image)));
        return output.code() == 0 ? output.out().strip() : null;
    }

    private void build(Collection<String> services) {
        String names = String.join(", ", services);
        context.console().info("Building the image of " + names + " ...");
        List<String> arguments = new ArrayList<>(List.of("build"));
        arguments.addAll(services);
        succeeds(compose.command(arguments), "the image of " + names + " could not be built");
    }

    private void choose(String service) {
        String image = model.image(service);
        String id = id(service);
        if (context.dryRun()) id = "<image's id>";
        // it is in a registry, and the machines fetch it from there
        if (id == null) return;
        String unique = tagged(image, id);
        if (chosen.containsValue(unique) || succeeds(swarm.tag(image, unique), image + " could not be tagged"))
            chosen.put(service, unique);
    }

    private void push(String image) {
        context.console().info("Pushing " + image + " ...");
        succeeds(swarm.push(image), image + " could not be pushed");
    }

    /** Sends every image that is here to the machines that lack it. */
    private void load() {
        Set<String> images = model.services().stream()
                .map(service -> chosen.getOrDefault(service, model.image(service)))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> here = new TreeMap<>();
        for (String image : images) {
            String id = context.dryRun() ? "" : id(null, image);
            if (id != null) here.put(image, id);
        }
        for (String host : request.load()) {
            List<String> lacking = here.keySet().stream()
                    .filter(image -> context.dryRun() || !here.get(image).equals(id(host, image)))
                    .toList();
            if (!lacking.isEmpty()) send(host, lacking);
        }
    }

    private void send(String host, List<String> images) {
        context.console().info("Sending " + String.join(", ", images) + " to " + host + " ...");
        Path file = context.dryRun()
                ? Path.of(".manage", "images.tar")
                : context.project().state("images.tar");
        try {
            succeeds(swarm.save(file.toString(), images), "docker could not save the images");
            succeeds(swarm.load(host, file.toString()), host + " did not take the images");
        } finally {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                context.console().warn(file + " could not be removed");
            }
        }
    }

    /** Runs a program whose output is talk. */
    private boolean succeeds(List<String> argv, String failure) {
        List<String> last = Collections.synchronizedList(new ArrayList<>());
        boolean loud = !context.console().quiet();
        int code = context.runner()
                .background(context.command(argv), line -> {
                    if (loud) context.console().out().println(line);
                    else last.add(line);
                })
                .code();
        if (code != 0)
            throw ExitException.workFailed(failure, loud ? "Its own message is above." : String.join("\n", last));
        return true;
    }
}
