//JAVA 17+
//SOURCES Checkout.java Part.java Report.java Rounds.java

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Test classes that work, in one JVM and in two. */
class ParallelPart implements Part {

    private static final List<Integer> CLASSES = List.of(1, 4, 16);
    private static final List<Integer> JVMS = List.of(1, 2);
    private static final String TEST = """
        package com.example.application;

        import static org.junit.jupiter.api.Assertions.assertEquals;

        import java.util.Optional;
        import javax.crypto.SecretKeyFactory;
        import javax.crypto.spec.PBEKeySpec;
        import javax.sql.DataSource;
        import org.junit.jupiter.api.Test;
        import org.junit.jupiter.api.extension.ExtendWith;

        @ExtendWith(TestDatabase.class)
        class Work%dTest {

            @Test
            void users_are_created_and_read(DataSource database) throws Exception {
                UserRepository users = new UserRepository(database);
                for (int i = 0; i < 200; i++) {
                    User created = users.create(i + "@server.com");
                    assertEquals(Optional.of(created), users.find(created.id()));
                }
                assertEquals(200, users.list().size());
            }

            @Test
            void a_password_is_hashed() throws Exception {
                PBEKeySpec password = new PBEKeySpec("secret".toCharArray(), new byte[16], %d, 256);
                SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
                assertEquals(32, factory.generateSecret(password).getEncoded().length);
            }
        }
        """;
    /**
     * About half a second of one core with C1: an amount of work, since a length of time would take the same on a busy
     * core.
     */
    private static final int ITERATIONS = 350_000;

    @Override
    public String title() {
        return "1, 4 and 16 test classes, `--parallel` 1 and 2";
    }

    @Override
    public void measure(int rounds, Report report) throws Exception {
        Rounds variants = Rounds.ofSeconds(rounds);
        for (int classes : CLASSES) {
            Checkout ours = new Checkout();
            for (int i = 1; i <= classes; i++)
                ours.here.write(
                        "app/src/test/java/com/example/application/Work" + i + "Test.java",
                        TEST.formatted(i, ITERATIONS));
            for (int jvms : JVMS) {
                variants.time(
                        name(classes, jvms),
                        () -> ours.jbang("manage.java", "test", "--parallel", String.valueOf(jvms), "Work*Test")
                                .succeeded()
                                .says(2 * classes + " passed, 0 failed"));
            }
        }
        Map<String, Times> all = variants.run();
        report.text(
                "`jbang manage.java test --parallel N Work*Test`, up to down, with coverage. Each class has a test of"
                        + " 200 inserts, 200 queries and one of the\n"
                        + "whole table, and one that hashes a password with " + ITERATIONS
                        + " iterations of PBKDF2. There is no target.");
        report.table(all, "s", name(1, 1));
        report.text(CLASSES.stream()
                .map(classes -> String.format(
                        Locale.ROOT,
                        "- %d: with two JVMs %.2f of the time with one",
                        classes,
                        all.get(name(classes, 2)).median()
                                / all.get(name(classes, 1)).median()))
                .collect(Collectors.joining("\n")));
    }

    private static String name(int classes, int jvms) {
        return classes + (classes == 1 ? " class, " : " classes, ") + jvms + (jvms == 1 ? " JVM" : " JVMs");
    }
}
