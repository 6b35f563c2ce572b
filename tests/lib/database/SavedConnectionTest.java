//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilderFactory;
import lib.environment.Context;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.Driver;
import org.w3c.dom.Document;
import support.SmallRepository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files lead to the database, whatever it and its user are called, and have no password. */
class SavedConnectionTest extends SmallRepository {

    private Context at;

    @BeforeEach
    void set() throws IOException {
        at = context("""
            [{"name": "POSTGRES_HOSTNAME", "value": "::1"}, {"name": "POSTGRES_PORT", "value": 5433},
             {"name": "POSTGRES_USER", "value": "a <b>@c"}, {"name": "POSTGRES_PASSWORD", "value": "hidden&"},
             {"name": "APPLICATION_DB", "value": "a&b \\"c\\""}]
            """);
    }

    private static void leads(String url) {
        Properties parsed = Driver.parseURL(url, new Properties());
        assertEquals("a&b \"c\"", parsed.getProperty("PGDBNAME"), url);
        assertEquals("5433", parsed.getProperty("PGPORT"), url);
        assertEquals("a <b>@c", parsed.getProperty("user"), url);
    }

    @ParameterizedTest
    @EnumSource
    void there_is_no_password_in_it_and_it_is_the_same_again(SavedConnection format) {
        String text = format.text(at);
        assertFalse(text.contains("hidden"), text);
        assertFalse(text.contains("***"), text);
        assertEquals(text, format.text(at));
    }

    @Test
    void idea() throws Exception {
        byte[] text = SavedConnection.IDEA.text(at).getBytes(StandardCharsets.UTF_8);
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(text));
        leads(xml.getElementsByTagName("jdbc-url").item(0).getTextContent());
    }

    @Test
    void dbeaver() {
        JsonNode connections =
                JsonMapper.shared().readTree(SavedConnection.DBEAVER.text(at)).path("connections");
        assertEquals(1, connections.size());
        leads(connections.iterator().next().path("configuration").path("url").asString());
    }

    @Test
    void vscode() {
        JsonNode connection = JsonMapper.shared()
                .readTree(SavedConnection.VSCODE.text(at))
                .path("sqltools.connections")
                .path(0);
        assertEquals("::1", connection.path("server").asString());
        assertEquals(5433, connection.path("port").asInt());
        assertEquals("a&b \"c\"", connection.path("database").asString());
        assertEquals("a <b>@c", connection.path("username").asString());
    }
}
