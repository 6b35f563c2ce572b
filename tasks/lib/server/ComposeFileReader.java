//JAVA 17+
//DEPS org.snakeyaml:snakeyaml-engine:2.10
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.DotEnv;
import lib.environment.SecretFiles;
import lib.process.ProcessRunner;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is in compose files: as compose resolves them; where there is no compose, what can be told without it. */
record ComposeFileReader(Context context, ComposeFiles compose) {

    /** Of one file compose is asked once. */
    private static final Map<Object, JsonNode> READ = new ConcurrentHashMap<>();

    JsonNode read() {
        if (!compose.exist()) return JsonMapper.shared().valueToTree(Map.of());
        List<String> texts = compose.files().stream().map(this::text).toList();
        boolean asking = !context.engine().equals("embedded");
        List<Object> key = List.of(context.environment().instance(), asking, compose.files(), texts);
        return READ.computeIfAbsent(key, none -> {
            List<List<String>> programs = asking ? programs() : List.of();
            return resolved(programs).orElseGet(() -> written(texts, programs.isEmpty()));
        });
    }

    /** @param alone whether there is no compose, which says itself what it refuses */
    private JsonNode written(List<String> texts, boolean alone) {
        Interpolation interpolation = new Interpolation(variables()::get);
        JsonNode model = JsonMapper.shared().valueToTree(interpolation.resolve(merged(texts)));
        Set<String> unresolved = interpolation.unresolved();
        if (alone && !unresolved.isEmpty())
            context.console()
                    .warn(compose.label() + " refers to variables that are not set, which count as empty: "
                            + String.join(", ", unresolved));
        return model;
    }

    private static List<List<String>> programs() {
        return ComposeCommands.PROGRAMS.stream()
                .filter(program -> ProcessRunner.onPath(program.get(0)) != null)
                .toList();
    }

    private Optional<JsonNode> resolved(List<List<String>> programs) {
        Context real = SecretFiles.named(context.real());
        for (List<String> program : programs) {
            List<String> argv = new ComposeCommands(program, "manage", compose.files()).model(List.of());
            ProcessRunner.Output model = real.runner().captured(ComposeClient.command(argv, real));
            if (model.code() == 0) return Optional.of(JsonMapper.shared().readTree(model.out()));
        }
        return Optional.empty();
    }

    private String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw ExitException.cannotRead(context.project().show(file), e);
        }
    }

    /** What compose would be given, and before that, what it reads beside its first file. */
    private Map<String, String> variables() {
        Map<String, String> given = new HashMap<>(System.getenv());
        given.putAll(SecretFiles.named(context).command(List.of()).environment());
        Map<String, String> variables = new HashMap<>();
        Path file = compose.files().get(0).resolveSibling(".env");
        if (Files.isRegularFile(file)) {
            Interpolation values =
                    new Interpolation(name -> given.containsKey(name) ? given.get(name) : variables.get(name));
            DotEnv.parse(text(file)).forEach((name, value) -> variables.put(name, values.resolve(value)));
        }
        variables.putAll(given);
        return variables;
    }

    /** The services of all files together; what one takes from others stays as it is written. */
    private Map<String, Object> merged(List<String> texts) {
        Map<String, Object> all = new LinkedHashMap<>();
        Map<String, Object> services = new LinkedHashMap<>();
        for (String text : texts) {
            try {
                Load load = new Load(
                        LoadSettings.builder().setSchema(new CoreSchema()).build());
                if (!(load.loadFromString(text) instanceof Map<?, ?> root)) continue;
                root.forEach((name, value) -> all.put(String.valueOf(name), value));
                if (!(root.get("services") instanceof Map<?, ?> some)) continue;
                some.forEach((name, value) -> services.put(String.valueOf(name), value));
            } catch (ParserException | ScannerException e) {
                String where = e.getProblemMark()
                        .map(mark -> " in line " + (mark.getLine() + 1))
                        .orElse("");
                throw ExitException.wrongInput(
                        compose.label() + " cannot be parsed as YAML: " + e.getProblem() + where,
                        "Correct it, and check it with: manage.java -c "
                                + context.environment().instance() + " compose config");
            } catch (YamlEngineException e) {
                String why = e.getMessage().lines().findFirst().orElse("");
                context.console().warn(compose.label() + " cannot be read without docker compose: " + why);
            }
        }
        all.put("services", services);
        return all;
    }
}
