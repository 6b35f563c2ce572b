//JAVA 17+

package lib.maven;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of an XML file, with what is in it; comments are not. */
public final class XmlElement {

    private final String name;
    private final StringBuilder text = new StringBuilder();
    private final List<XmlElement> children = new ArrayList<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();

    XmlElement(String name) {
        this.name = name;
    }

    public static XmlElement of(String name, String text) {
        XmlElement element = new XmlElement(name);
        element.text.append(text);
        return element;
    }

    public static XmlElement of(String name, List<XmlElement> children) {
        XmlElement element = new XmlElement(name);
        element.children.addAll(children);
        return element;
    }

    static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Maven takes those of HTML, &oslash; and the like, which no POM declares
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    /** Adds what a file holds, its root first; what was read before something that is no XML stays. */
    void addAll(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    XmlElement child = new XmlElement(reader.getLocalName());
                    for (int i = 0; i < reader.getAttributeCount(); i++)
                        child.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
                    children.add(child);
                    child.addAll(reader);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                default -> {}
            }
        }
    }

    public String name() {
        return name;
    }

    /** Its own text, without blanks around it. */
    public String text() {
        return text.toString().strip();
    }

    public List<XmlElement> children() {
        return Collections.unmodifiableList(children);
    }

    public Map<String, String> attributes() {
        return Collections.unmodifiableMap(attributes);
    }

    /** What is at the end of a path of names below it. */
    public Stream<XmlElement> at(String... path) {
        Stream<XmlElement> found = Stream.of(this);
        for (String step : path)
            found = found.flatMap(element -> element.children.stream()).filter(child -> child.name.equals(step));
        return found;
    }

    /** The text at the end of a path of names; null where there is none. */
    public String text(String... path) {
        return at(path).map(XmlElement::text).findFirst().orElse(null);
    }

    /** Itself, and all that is below it. */
    public Stream<XmlElement> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(XmlElement::all));
    }

    /** As XML, without attributes. */
    @Override
    public String toString() {
        StringBuilder xml = new StringBuilder("<" + name + ">");
        xml.append(text().replace("&", "&amp;").replace("<", "&lt;"));
        children.forEach(xml::append);
        return xml.append("</").append(name).append(">").toString();
    }
}
