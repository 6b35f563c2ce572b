//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import lib.base.Console;
import lib.base.ExitException;
import lib.environment.Context;
import lib.process.ProcessRunner;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** A new version beside the old one, whatever the services are called. */
class ComposeRolloutTest extends SmallRepository {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private Context stack(String services) throws IOException {
        write("docker/testing.yml", "services: {" + services + "}\n");
        Context context = context("[]");
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Context(
                context.project(),
                context.environment(),
                new ProcessRunner.Printing(out),
                new Console(out, false, false),
                true,
                "embedded");
    }

    private String commands(Context stack, String service) {
        printed.reset();
        ComposeRollout rollout = new ComposeRollout(stack, service);
        rollout.build();
        rollout.migrate();
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void without_a_service_that_migrates_nothing_is_migrated() throws IOException {
        String shop = commands(stack("shop: {image: shop}, db: {image: 'postgres:17'}"), "shop");
        assertTrue(shop.contains(" build shop\n"), shop);
        assertTrue(shop.contains("There is no service migrate: nothing is migrated."), shop);
        assertFalse(shop.contains(" run --rm"), shop);
        String both = commands(stack("shop: {image: shop}, migrate: {image: shop}"), "shop");
        assertTrue(both.contains(" build shop migrate\n"), both);
        assertTrue(both.contains(" run --rm --no-deps migrate\n"), both);
    }

    @Test
    void a_service_that_is_not_there_is_told_with_those_that_are() throws IOException {
        ExitException stop =
                assertThrows(ExitException.class, () -> new ComposeRollout(stack("shop: {image: shop}"), "web"));
        assertEquals("docker/testing.yml has no service \"web\"", stop.getMessage());
        assertTrue(stop.hint.contains("--service. Services: shop."), stop.hint);
    }
}
