//JAVA 17+

package lib.extension;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** Writes down what surefire gave this JVM, for somebody who wants to start the same and knows the secrets. */
final class TestJvmRecord {

    private TestJvmRecord() {}

    /** @param framework what runs the tests */
    static void write(String framework) {
        if (System.getenv(BuildRecorder.WANTED) == null) return;
        write("framework", framework);
        write("java", System.getProperty("java.home"), System.getProperty("java.specification.version"));
        write("directory", System.getProperty("user.dir"));
        write("assertions", String.valueOf(TestJvmRecord.class.desiredAssertionStatus()));
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) write("argument", argument);
        for (String name : System.getProperties().stringPropertyNames())
            write("property", name, System.getProperty(name));
        List<String> secret = Arrays.asList(System.getenv(BuildRecorder.WANTED).split(","));
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            if (secret.contains(variable.getKey())) write("secret", variable.getKey());
            else write("variable", variable.getKey(), variable.getValue());
        }
        try {
            for (String element : classPath()) write("element", element);
        } catch (IOException | URISyntaxException e) {
            // without a class path nobody starts the same
        }
    }

    /** That of the jar which surefire makes of its arguments; none where it has another way. */
    private static List<String> classPath() throws IOException, URISyntaxException {
        List<String> elements = new ArrayList<>();
        String booter = System.getProperty("surefire.real.class.path");
        if (booter == null || !booter.endsWith(".jar") || !new File(booter).isFile()) return elements;
        URL base = new File(booter).toURI().toURL();
        try (JarFile jar = new JarFile(booter)) {
            String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String element : path.split(" "))
                elements.add(
                        Paths.get(new URL(base, element).toURI()).normalize().toString());
        }
        return elements;
    }

    private static void write(String kind, String... values) {
        String[] fields = new String[values.length + 2];
        fields[0] = "jvm";
        fields[1] = kind;
        System.arraycopy(values, 0, fields, 2, values.length);
        TestEventWriter.write(fields);
    }
}
