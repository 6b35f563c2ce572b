//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.database;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The advice for an extension that the server lacks. */
class ExtensionAdviceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extension \"vector\" is not available|pgvector/pgvector:pg18",
                "extension \"postgis_topology\" is not available|postgis/postgis (a tag that begins with 18-)",
                "could not open extension control file \"/usr/share/postgresql/15/extension/timescaledb.control\": No"
                        + " such file or directory|timescale/timescaledb:latest-pg15",
                "extension \"timescaledb\" must be preloaded|timescale/timescaledb:latest-pg18",
                "extension \"mine\" is not available|FROM postgres:18"
            })
    void a_missing_extension_has_an_image(String message, String image) {
        String advice = ExtensionAdvice.advice("ERROR: " + message).orElseThrow();
        assertTrue(advice.contains(image), advice);
    }

    @Test
    void other_messages_are_about_something_else() {
        assertTrue(
                ExtensionAdvice.advice("relation \"extension\" does not exist").isEmpty());
        assertTrue(ExtensionAdvice.advice(null).isEmpty());
    }
}
