//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import lib.base.ExitException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Secrets, configs and mounted files: named after their content, and in no definition. */
class StackContentTest extends StackFiles {

    @Test
    void secrets_and_configs_are_objects_named_after_their_content() throws Exception {
        Files.writeString(directory.resolve("proxy.cfg"), "cost: $5");
        StackModel model = model(
                WEB.formatted(
                        ", \"secrets\": [{\"source\": \"password\", \"mode\": \"0440\"}], \"configs\": [{\"source\":"
                                + " \"proxy\", \"target\": \"/proxy.cfg\"}]"),
                "\"secrets\": {\"password\": {\"name\": \"shop_password\", \"environment\": \"PASSWORD\"}, \"old\":"
                        + " {\"name\": \"theirs\", \"external\": true}}",
                "\"configs\": {\"proxy\": {\"name\": \"shop_proxy\", \"file\": "
                        + JsonMapper.shared()
                                .writeValueAsString(
                                        directory.resolve("proxy.cfg").toString())
                        + "}, \"text\": {\"content\": \"a $$5\"}}");
        StackFile file = file(model, null);
        assertEquals(
                List.of("hunter2", "cost: $5", "a $5"),
                file.contents().stream()
                        .map(content -> new String(content.bytes(), StandardCharsets.UTF_8))
                        .toList());
        StackContent password = file.contents().get(0);
        assertTrue(password.name().matches("shop_password-[0-9a-f]{12}"), password.name());
        assertEquals(
                json("{'external': true, 'name': '" + password.name() + "'}"),
                file.root().path("secrets").path("password"));
        assertEquals(
                json("{'external': true, 'name': 'theirs'}"),
                file.root().path("secrets").path("old"));
        assertEquals(
                json("[{'source': 'password', 'mode': 288}]"),
                file.root().path("services").path("web").path("secrets"));
        assertFalse(file.text(Set.of("web")).contains("hunter2"));
        assertNotEquals(
                password.name(),
                StackContent.of("secret", "shop", "password", "hunter3".getBytes(StandardCharsets.UTF_8))
                        .name());
        assertTrue(StackContent.of("config", "s".repeat(80), "k", new byte[0])
                        .name()
                        .length()
                <= 64);
    }

    @Test
    void files_of_the_project_that_are_mounted_become_configs() throws Exception {
        Files.createDirectories(directory.resolve("conf/more"));
        Files.writeString(directory.resolve("conf/a.cfg"), "A");
        Files.writeString(directory.resolve("conf/more/b.cfg"), "B");
        String mount = "\"volumes\": [{\"type\": \"bind\", \"source\": "
                + JsonMapper.shared()
                        .writeValueAsString(directory.resolve("conf").toString())
                + ", \"target\": \"/etc/app\", \"read_only\": %s}]";
        JsonNode web = web(mount.formatted("true"));
        assertEquals(
                json("[{'source': 'web-etc-app-a.cfg', 'target': '/etc/app/a.cfg'}, {'source':"
                        + " 'web-etc-app-more-b.cfg', 'target': '/etc/app/more/b.cfg'}]"),
                web.path("configs"));
        assertFalse(web.has("volumes"));
        assertTrue(assertThrows(ExitException.class, () -> web(mount.formatted("false")))
                .getMessage()
                .contains("on this machine only"));
        assertEquals(
                "bind",
                web("\"volumes\": [{\"type\": \"bind\", \"source\": \"/var/run/docker.sock\", \"target\": \"/s\"}]")
                        .path("volumes")
                        .get(0)
                        .path("type")
                        .asString());
    }

    @Test
    void a_secret_in_a_definition_is_refused() {
        java.util.function.Predicate<String> shows = text -> text.contains("hunter2");
        assertTrue(refusal("\"environment\": {\"URL\": \"jdbc://x?password=hunter2\"}", shows)
                .contains("web of f.yml has a secret in environment.URL"));
        assertTrue(refusal("\"environment\": {\"POSTGRES_PASSWORD\": \"postgres\"}", shows)
                .contains("environment.POSTGRES_PASSWORD"));
        assertTrue(refusal("\"command\": [\"run\", \"--key=hunter2\"]", shows).contains("command"));
        for (String name : List.of("DB_PASS", "SMTP_PWD", "API_KEY", "PASSPHRASE", "AUTH", "PGPASS", "JWT_SIGNING_KEY"))
            assertTrue(
                    refusal("\"environment\": {\"" + name + "\": \"x\"}", shows).contains("environment." + name));
        assertTrue(refusal("\"environment\": {\"OPTS\": \"-Ddb.password=x\"}", shows)
                .contains("environment.OPTS"));
        assertTrue(refusal("\"command\": [\"run\", \"--password=x\"]", shows).contains("command"));
        model(WEB.formatted(", \"environment\": {\"POSTGRES_HOST_AUTH_METHOD\": \"trust\"}, \"healthcheck\": {\"test\":"
                        + " [\"CMD-SHELL\", \"PGPASSWORD=$$POSTGRES_PASSWORD psql\"]}"))
                .refuseSecrets(shows, "f.yml");
        model(WEB.formatted(", \"environment\": {\"POSTGRES_PASSWORD_FILE\": \"/run/secrets/x\", \"API_TOKEN\": \"\"}"))
                .refuseSecrets(shows, "f.yml");
    }

    private static String refusal(String more, java.util.function.Predicate<String> shows) {
        return assertThrows(
                        ExitException.class,
                        () -> model(WEB.formatted(", " + more)).refuseSecrets(shows, "f.yml"))
                .getMessage();
    }

    @Test
    void no_secret_is_in_a_command_line() {
        StackContent password =
                StackContent.of("secret", "shop", "password", "hunter2".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                List.of(
                        "docker",
                        "secret",
                        "create",
                        "--label",
                        "com.docker.stack.namespace=shop",
                        password.name(),
                        "-"),
                new Swarm("shop").create(password));
        assertEquals(
                List.of(
                        "docker",
                        "stack",
                        "deploy",
                        "--compose-file",
                        "-",
                        "--with-registry-auth",
                        "--resolve-image",
                        "never",
                        "shop"),
                new Swarm("shop").deploy("never"));
    }
}
