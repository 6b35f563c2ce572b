//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What initdb of an embedded server gets, so that it sorts as the server in an image. */
class InitdbArgumentsTest {

    private static InitdbArguments arguments(String image, String initdb, int major) {
        return InitdbArguments.of(image, Map.of("POSTGRES_INITDB_ARGS", initdb), major);
    }

    private static String argv(String image, String initdb, int major) {
        return String.join(" ", arguments(image, initdb, major).argv());
    }

    @Test
    void the_order_is_that_of_the_image() {
        String icu = "--encoding=UTF8 --locale=C --locale-provider=icu --icu-locale=";
        assertEquals(icu + "en-US", argv("postgres:17", "", 17));
        assertEquals(icu + "de-DE", argv("postgres:17", "--locale=de_DE.utf8", 17));
        assertEquals(icu + "sv-SE", argv("postgres:16", "--lc-collate=sv_SE@euro", 16));
        assertEquals(icu + "sv-SE", argv("postgres:15", "--locale-provider=icu --icu-locale=sv-SE", 15));
        assertEquals(
                icu + "de-DE",
                String.join(
                        " ",
                        InitdbArguments.of("postgres:17", Map.of("LANG", "de_DE.UTF-8"), 17)
                                .argv()));
        for (String bytes : List.of("--no-locale", "--locale=C", "--locale POSIX"))
            assertEquals("--locale=C", argv("postgres:17", bytes, 17));
    }

    @Test
    void alpine_knows_the_order_of_bytes_alone() {
        assertEquals(
                "--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8",
                argv("postgres:17-alpine", "", 17));
        assertEquals(
                "--encoding=UTF8 --locale=C --locale-provider=icu --icu-locale=en-US-u-va-posix",
                argv("postgres:15-alpine", "", 15));
        assertEquals(
                "--encoding=UTF8 --locale=C --locale-provider=icu --icu-locale=sv-SE",
                argv("postgres:15-alpine", "--locale-provider=icu --icu-locale=sv-SE", 15));
    }

    @Test
    void what_is_not_of_the_container_is_handed_on() {
        assertEquals(
                "--locale=C --locale-provider=icu --icu-locale=en-US --encoding=LATIN1 --data-checksums --icu-rules=&a"
                        + " < 'b' --set=work_mem=8MB --text-search-config=simple",
                argv(
                        "postgres:17",
                        "-E LATIN1 --data-checksums --icu-rules=\"&a < 'b'\" -c work_mem=8MB"
                                + " --text-search-config 'simple'",
                        17));
    }

    @Test
    void what_is_not_taken_over_is_said() {
        assertEquals(List.of(), arguments("postgres:17", "--lc-messages=C", 17).differences());
        assertEquals(
                List.of("The embedded PostgreSQL ignores these options of POSTGRES_INITDB_ARGS: --waldir=/wal,"
                        + " --lc-messages=de_DE.utf8."),
                arguments("postgres:17", "-X/wal --lc-messages=de_DE.utf8", 17).differences());
        assertEquals(
                List.of("The embedded PostgreSQL 14 sorts by bytes, where the image sorts by en_US.utf8."),
                arguments("postgres:14", "", 14).differences());
        assertEquals(List.of(), arguments("postgres:14", "--no-locale", 14).differences());
    }

    @Test
    void quotes_are_those_of_a_shell() {
        assertEquals(
                "--a=b c|--d=e\"f|g|--h=i j",
                InitdbOptions.of("--a='b c'  --d=\"e\\\"f\" g --h=i\\ j").all().stream()
                        .map(InitdbOptions.Option::written)
                        .collect(Collectors.joining("|")));
    }
}
