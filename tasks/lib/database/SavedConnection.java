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

/** The application's databases as a file that a program for databases reads; the program asks for the password. */
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
        List<Context> databases = context.databases();
        return switch (this) {
            case IDEA -> idea(databases);
            case DBEAVER -> {
                Map<String, Object> connections = new LinkedHashMap<>();
                databases.forEach(one -> connections.put("postgres-jdbc-" + known(one, "-"), dbeaver(one)));
                yield json(Map.of("connections", connections));
            }
            case VSCODE ->
                json(Map.of(
                        "sqltools.connections",
                        databases.stream().map(SavedConnection::vscode).toList()));
        };
    }

    /** What a database goes by: the environment, and where that has several, its name. */
    private static String known(Context context, String between) {
        Environment environment = context.environment();
        return environment.instance()
                + environment.database().map(name -> between + name).orElse("");
    }

    private static String name(Context context) {
        return context.project().root().getFileName() + " " + known(context, " ");
    }

    /** The same for the same checkout, so that the program takes it for the one it knows. */
    private static String id(Context context) {
        String place = context.project().root() + "\n" + known(context, "\n");
        return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String idea(List<Context> databases) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            start(xml, "project", "version", "4");
            start(xml, "component", "name", "DataSourceManagerImpl", "format", "xml", "multifile-model", "true");
            for (Context one : databases) {
                start(xml, "data-source", "source", "LOCAL", "name", name(one), "uuid", id(one));
                element(xml, "driver-ref", "postgresql");
                element(xml, "synchronize", "true");
                element(xml, "jdbc-driver", "org.postgresql.Driver");
                element(xml, "jdbc-url", ConnectionUrls.withoutPassword(one.environment()));
                xml.writeEndElement();
            }
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

    private static Map<String, Object> dbeaver(Context context) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("configurationType", "URL");
        configuration.put("url", ConnectionUrls.withoutPassword(context.environment()));
        configuration.put("type", "dev");
        Map<String, Object> connection = new LinkedHashMap<>();
        connection.put("provider", "postgresql");
        connection.put("driver", "postgres-jdbc");
        connection.put("name", name(context));
        connection.put("save-password", false);
        connection.put("configuration", configuration);
        return connection;
    }

    /** For its extension SQLTools. */
    private static Map<String, Object> vscode(Context context) {
        Environment environment = context.environment();
        Database database = Database.application(environment);
        Map<String, Object> connection = new LinkedHashMap<>();
        connection.put("name", name(context));
        connection.put("driver", "PostgreSQL");
        connection.put("server", database.host());
        connection.put("port", environment.port("POSTGRES_PORT"));
        connection.put("database", database.name());
        connection.put("username", environment.require("POSTGRES_USER"));
        connection.put("askForPassword", true);
        return connection;
    }

    private static String json(Map<String, Object> values) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(values) + "\n";
    }
}
