//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import lib.server.StandInImage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import support.DevelopmentServer;
import support.On;
import support.Result;
import support.Sample;
import support.Workspace;

/** The same work on every major version of PostgreSQL and both engines, with our compose files but for the tag. */
@Tag("all")
class EveryServerTest extends DevelopmentServer {

    private static final String SCHEMA = "app/src/main/resources/db/schema.sql";
    private static final String EXPECTED = """
        -- The schema as the migrations make it; written by: manage.java migrate dump

        CREATE TABLE public.users (
        \tid bigint NOT NULL,
        \temail text NOT NULL
        );

        ALTER TABLE public.users ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
        \tSEQUENCE NAME public.users_id_seq
        \tSTART WITH 1
        \tINCREMENT BY 1
        \tNO MAXVALUE
        \tNO MINVALUE
        \tCACHE 1
        );

        ALTER TABLE public.users
        \tADD CONSTRAINT users_pkey PRIMARY KEY (id);

        ALTER TABLE public.users
        \tADD CONSTRAINT users_email_key UNIQUE (email);
        """;
    /** From this one on, pg_dump sets a parameter that older servers do not know. */
    private static final int FIRST_WITH_TRANSACTION_TIMEOUT = 17;

    static Stream<Arguments> servers() {
        return Sample.oneIn(all().size(), all());
    }

    static List<Arguments> all() {
        return StandInImage.majors().stream()
                .flatMap(major -> Stream.of(On.values()).map(engine -> Arguments.of(major, engine)))
                .toList();
    }

    /** Our compose files with another tag, and its image where that can only be made. */
    static void use(Workspace here, String major, On engine) throws IOException {
        engine.require();
        if (engine == On.docker) StandInImage.make(major);
        here.onMajor(major).set("MANAGE_ENGINE", engine.name());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void the_work_of_a_day(String major, On wanted) throws IOException {
        use(here, major, wanted);
        up(wanted);
        here.manage("create-initial-db").succeeded();
        Result version =
                here.manage("sql", "--format", "csv", "show server_version").succeeded();
        assertTrue(version.out().startsWith("server_version\n" + major + "."), version::toString);
        System.out.println("         " + version.out().split("\n")[1] + " on " + wanted);
        here.manage("migrate").succeeded().prints("Applied 1 migration.");
        here.manage("migrate", "dump").succeeded();
        assertEquals(EXPECTED, here.read(SCHEMA));
        here.manage("migrate", "diff", "-m", "nothing").succeeded().prints("Nothing to do");
        here.manage("migrate", "check").succeeded();
        dumpAndRestore(Integer.parseInt(major));
        here.manage("test", "UserRepositoryTest").succeeded().says(" 0 failed");
    }

    private void dumpAndRestore(int major) throws IOException {
        here.manage("sql", "insert into users (email) values ('kept@example.com')")
                .succeeded();
        int client = client();
        if (engine == On.embedded && client != major) {
            here.manage("db", "dump", "all.sql")
                    .exitedWith(3)
                    .says("Put PostgreSQL " + major + "'s client programs first on the PATH");
            return;
        }
        here.manage("db", "dump", "all.sql").succeeded();
        String dump = here.read("all.sql");
        assertTrue(dump.contains("kept@example.com") && !dump.contains(" SET ("), dump);
        here.manage("--yes", "migrate", "clean").succeeded();
        if (client > major && client >= FIRST_WITH_TRANSACTION_TIMEOUT) {
            here.manage("db", "restore", "all.sql")
                    .exitedWith(1)
                    .says("; it was written by pg_dump " + client + ", and this server is " + major)
                    .says("restore it on a server of version " + client);
            return;
        }
        here.manage("db", "restore", "all.sql").succeeded();
        here.manage("sql", "--format", "csv", "select email from users")
                .succeeded()
                .printsExactly("email\nkept@example.com\n");
        here.manage("migrate", "info", "--exit-code").succeeded();
    }

    /** Of which version the client programs are: those of the container, or this machine's. */
    private int client() {
        Result version = engine == On.docker
                ? here.manage("compose", "exec", "-T", "db", "pg_dump", "--version")
                : here.run(List.of("pg_dump", "--version"), "");
        return Integer.parseInt(version.succeeded().out().replaceFirst("(?s)^\\D*(\\d+).*$", "$1"));
    }
}
