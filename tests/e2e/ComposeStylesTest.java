//JAVA 17+

package e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import support.EndToEnd;
import support.On;
import support.Sample;

/** Compose files in every style that users write, each for the main job. */
@Tag("all")
class ComposeStylesTest extends EndToEnd {

    private static final String VARIABLES = """
        environment:
          POSTGRES_DB: ${POSTGRES_DB}
          POSTGRES_USER: ${POSTGRES_USER}
          POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}
        ports: ["127.0.0.1:${POSTGRES_PORT}:5432"]
        """;

    private static final Map<String, Map<String, String>> STYLES = new TreeMap<>(Map.of(
            "an anchor and a merge key",
            Map.of(
                    "docker/testing.yml",
                    "x-pg: &pg\n  image: postgres:17\n" + indented(2) + "services:\n  database:\n    <<: *pg\n"),
            "include",
            Map.of(
                    "docker/testing.yml",
                    "include: [parts/database.yml]\n",
                    "docker/parts/database.yml",
                    "services:\n  database:\n    image: postgres:17\n" + indented(4)),
            "extends",
            Map.of(
                    "docker/testing.yml",
                    "services:\n  database:\n    extends: {file: base.yml, service: pg}\n",
                    "docker/base.yml",
                    "services:\n  pg:\n    image: postgres:17\n" + indented(4)),
            "flow style",
            Map.of(
                    "docker/testing.yml",
                    "{services: {database: {image: 'postgres:17', ports: ['127.0.0.1:${POSTGRES_PORT}:5432'],"
                            + " environment: {POSTGRES_DB: '${POSTGRES_DB}', POSTGRES_USER: '${POSTGRES_USER}',"
                            + " POSTGRES_PASSWORD: '${POSTGRES_PASSWORD}'}}}}\n"),
            "a service with a profile alone",
            Map.of(
                    "docker/testing.yml",
                    "services:\n  database:\n    profiles: [db]\n    image: postgres:17\n" + indented(4)),
            "an image with a default",
            Map.of("docker/testing.yml", "services:\n  database:\n    image: postgres:${PG:-17}\n" + indented(4))));

    private static String indented(int columns) {
        return VARIABLES.indent(columns);
    }

    static Stream<Arguments> styles() {
        List<Arguments> all = new ArrayList<>();
        for (String style : STYLES.keySet()) {
            for (On engine : On.values()) all.add(Arguments.of(style, engine));
        }
        return Sample.oneIn(3, all);
    }

    @ParameterizedTest
    @Tag("sampled")
    @MethodSource("styles")
    void every_style_is_understood(String style, On engine) throws IOException {
        engine.require();
        here.deleteIfThere("docker/testing.yml");
        for (var file : STYLES.get(style).entrySet()) here.write(file.getKey(), file.getValue());
        here.set("MANAGE_ENGINE", engine.name());
        here.manage("test", "--no-coverage").succeeded();
    }
}
