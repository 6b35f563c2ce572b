//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import lib.base.ExitException;
import lib.cli.Protection;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.environment.Environment;
import lib.environment.EnvironmentCheck;
import lib.environment.SecretFiles;
import lib.process.ProcessRunner;
import lib.server.ComposeCommands;
import lib.server.ComposeFiles;
import lib.server.ComposeProgram;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How old the images are that protected environments name by a tag, which others move, and not by a digest. */
class ImageChecks {

    /** Older ones miss what was mended since, in all likelihood. */
    private static final Duration OLD = Duration.ofDays(90);

    private final CheckedProject project;

    ImageChecks(CheckedProject project) {
        this.project = project;
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>();
        for (String name : project.project().environments()) {
            try {
                Environment environment = EnvironmentCheck.withoutSecrets(project.project(), name);
                if (Protection.ofContainers(environment).orElse(false)) checks.addAll(images(environment));
            } catch (ExitException wrongConfiguration) {
                if (wrongConfiguration.code == ExitException.INTERRUPTED) throw wrongConfiguration;
                // that is a row already
            }
        }
        return checks;
    }

    private List<Check> images(Environment environment) {
        Context at = SecretFiles.named(project.context(environment));
        if (!ComposeFiles.of(at).exist() || DockerHost.of(at).isPresent()) return List.of();
        ComposeCommands compose = ComposeProgram.compose(at);
        ProcessRunner.Output model =
                at.runner().captured(at.command(compose.model()).within(CheckedProject.ANSWER_TIMEOUT));
        if (model.code() != 0) return List.of();
        SortedSet<String> named = new TreeSet<>();
        for (JsonNode service : JsonMapper.shared().readTree(model.out()).path("services")) {
            if (service.has("image") && !service.has("build"))
                named.add(service.path("image").asString());
        }
        List<Check> checks = new ArrayList<>();
        named.forEach(image -> checks.add(image(at, compose, image)));
        return checks;
    }

    private static Check image(Context at, ComposeCommands compose, String image) {
        String name = "image " + image;
        if (image.contains("@")) return Check.ok(name, "named by its digest");
        ProcessRunner.Output output = at.runner()
                .captured(at.command(compose.engine("image", "inspect", "--format", "{{.Created}}", image))
                        .within(CheckedProject.ANSWER_TIMEOUT));
        if (output.code() != 0) return Check.ok(name, "not on this machine");
        try {
            Duration age = Duration.between(Instant.parse(output.out().strip()), Instant.now());
            String found = age.toDays() + " days old, for " + at.environment().name;
            if (age.compareTo(OLD) < 0) return Check.ok(name, found);
            return new Check(
                    name,
                    Check.State.warning,
                    found,
                    "Fetch it, and start the services again: manage.java -c " + at.environment().name
                            + " compose pull");
        } catch (DateTimeParseException unknown) {
            return Check.ok(name, "of unknown age");
        }
    }
}
