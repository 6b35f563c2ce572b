//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.database;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import lib.environment.Context;
import lib.environment.Environment;
import tools.jackson.databind.json.JsonMapper;

/** The application's database as a file that a program for databases reads; the program asks for the password. */
public enum SavedConnection {
    IDEA(".idea/dataSources.xml"),
    DBEAVER(".dbeaver/data-sources.json"),
    VSCODE(".vscode/settings.json");

    /** What it is called in a project. */
    public final String file;

    SavedConnection(String file) {
        this.file = file;
    }

    /** @param context with the address of the server */
    public String text(Context context) {
        String name = context.project().root().getFileName() + " "
                + context.environment().instance();
        return switch (this) {
            case IDEA -> idea(name, context);
            case DBEAVER -> json(dbeaver(name, context.environment()));
            case VSCODE -> json(vscode(name, context.environment()));
        };
    }

    /** The same for the same checkout, so that the program takes it for the one it knows. */
    private static String id(Context context) {
        String place = context.project().root() + "\n" + context.environment().instance();
        return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String idea(String name, Context context) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            start(xml, "project", "version", "4");
            start(xml, "component", "name", "DataSourceManagerImpl", "format", "xml", "multifile-model", "true");
            start(xml, "data-source", "source", "LOCAL", "name", name, "uuid", id(context));
            element(xml, "driver-ref", "postgresql");
            element(xml, "synchronize", "true");
            element(xml, "jdbc-driver", "org.postgresql.Driver");
            element(xml, "jdbc-url", ConnectionUrls.withoutPassword(context.environment()));
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private static void start(XMLStreamWriter xml, String element, String... attributes) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(element);
        for (int i = 0; i < attributes.length; i += 2) xml.writeAttribute(attributes[i], attributes[i + 1]);
    }

    private static void element(XMLStreamWriter xml, String element, String text) throws XMLStreamException {
        start(xml, element);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static Map<String, Object> dbeaver(String name, Environment environment) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("configurationType", "URL");
        configuration.put("url", ConnectionUrls.withoutPassword(environment));
        configuration.put("type", "dev");
        Map<String, Object> connection = new LinkedHashMap<>();
        connection.put("provider", "postgresql");
        connection.put("driver", "postgres-jdbc");
        connection.put("name", name);
        connection.put("save-password", false);
        connection.put("configuration", configuration);
        return Map.of("connections", Map.of("postgres-jdbc-" + environment.instance(), connection));
    }

    /** For its extension SQLTools. */
    private static Map<String, Object> vscode(String name, Environment environment) {
        Database database = Database.application(environment);
        Map<String, Object> connection = new LinkedHashMap<>();
        connection.put("name", name);
        connection.put("driver", "PostgreSQL");
        connection.put("server", database.host());
        connection.put("port", environment.port("POSTGRES_PORT"));
        connection.put("database", database.name());
        connection.put("username", environment.require("POSTGRES_USER"));
        connection.put("askForPassword", true);
        return Map.of("sqltools.connections", List.of(connection));
    }

    private static String json(Map<String, Object> values) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(values) + "\n";
    }
}
