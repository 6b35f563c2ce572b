//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.adoption;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What init says of tests that start a PostgreSQL of their own. */
class InitEmbeddedServersTest extends SurveyedShop {

    @Test
    void an_embedded_server_of_the_tests_own_is_named_with_its_switch() throws IOException {
        test("static final String LOCAL = \"shop.local\"; void a() { if (\"true\".equals(System.getProperty(LOCAL)))"
                + " connect(); else EmbeddedPostgres.builder().start(); }");
        survey();
        notes("src/test/java/ATest.java starts an embedded PostgreSQL of its own, whose address no variable can change."
                + " What it does depends on the system property shop.local (src/test/java/ATest.java:2). To turn it off"
                + " with a property, add the property to APPLICATION_MAVEN_ARGS: \"-Dshop.local=...\".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EmbeddedPostgres server = EmbeddedPostgres.start();",
                "@RegisterExtension SingleInstancePostgresExtension server ="
                        + " EmbeddedPostgresExtension.singleInstance();",
                "@Rule public SingleInstancePostgresRule server = EmbeddedPostgresRules.singleInstance();",
                "PreparedDbProvider provider = PreparedDbProvider.forPreparer(FlywayPreparer.forClasspathLocation("
                        + "\"db/testing\"));",
                "@AutoConfigureEmbeddedDatabase(provider = ZONKY) class Inner { io.zonky.test.db.Provider p; }"
            })
    void an_embedded_server_without_a_switch_is_said_to_keep_tests_from_ours(String code) throws IOException {
        test(code);
        survey();
        notes("src/test/java/ATest.java starts an embedded PostgreSQL of its own, whose address no variable can change."
                + " Tests that use it do not connect to the server that is started for them.");
    }
}
