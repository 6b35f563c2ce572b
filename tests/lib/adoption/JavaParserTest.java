//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Sources that are parsed on several processors. */
class JavaParserTest {

    @Test
    void many_sources_are_what_each_alone_is_in_their_order() {
        Map<Path, String> texts = new TreeMap<>();
        for (int i = 0; i < 400; i++)
            texts.put(
                    Path.of("/shop", "C" + i + ".java"),
                    "\n".repeat(i % 7) + "class C" + i + " { String m" + i + "() { return null; } }");
        List<JavaFile> files = JavaParser.parse(texts);
        assertEquals(
                List.copyOf(texts.keySet()),
                files.stream().map(file -> file.path).toList());
        for (int i = 0; i < files.size(); i += 23) {
            JavaFile file = files.get(i);
            JavaFile alone =
                    JavaParser.parse(Map.of(file.path, texts.get(file.path))).get(0);
            assertEquals(alone.unit.toString(), file.unit.toString());
            String method = "m" + file.path.toString().replaceAll("\\D", "");
            assertEquals(
                    alone.line(alone.methods(method, 0).get(0)),
                    file.line(file.methods(method, 0).get(0)));
        }
    }
}
