//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import lib.base.JavaSyntax;

/**
 * The Java sources of a project, parsed where their text says that they may have something to do with a database; the
 * others are parsed when one of those uses a constant or a method of theirs.
 */
class JavaSources {

    /** One of them is in every source that can tell of a database; words are found much faster than patterns. */
    private static final List<String> HINTS = List.of(
            ("getenv getProperty getInteger getBoolean ostgre POSTGRE @Value @Property ConfigPro otenv DriverManager"
                + " DataSource Hikari ConnectOptions ConnectionFactor jdbc JDBC r2dbc typesafe EnvironmentVariable"
                + " database DATABASE datasource DATASOURCE DB_ _DB db. .db pg. PG_ DBURL \"db")
                    .split(" "));

    private static final List<String> READERS =
            List.of("getenv", "getProperty", "getInteger", "ConfigProvider", "Dotenv");
    private final Map<Path, String> texts = new TreeMap<>();
    /** Without a hint. */
    private final Map<Path, String> others = new TreeMap<>();

    private final Set<Path> tests = new HashSet<>();
    private final Map<String, Path> classes = new HashMap<>();
    private final Map<Path, JavaFile> parsed = new LinkedHashMap<>();

    /** @param all every source of the repository */
    JavaSources(List<Path> all) {
        all.forEach(file -> classes.putIfAbsent(className(file), file));
    }

    void add(Path file, String text, boolean test) {
        (has(text, HINTS) ? texts : others).put(file, text);
        if (test) tests.add(file);
    }

    private Optional<JavaFile> source(String type) {
        return Optional.ofNullable(classes.get(type))
                .map(file -> parsed.computeIfAbsent(
                        file,
                        missing -> JavaParser.parse(Map.of(missing, ScriptFiles.text(missing)))
                                .get(0)));
    }

    /** @param images gets each image, and the source that names it */
    void read(DatabaseUses uses, LiteralAddresses addresses, BiConsumer<String, Path> images) {
        if (texts.isEmpty() || !JavaSyntax.isAvailable()) return;
        texts.putAll(callers());
        others.clear();
        JavaParser.parse(texts).forEach(file -> parsed.put(file.path, file));
        JavaTexts values = new JavaTexts(this::source);
        List<JavaLiterals> literals = new ArrayList<>();
        for (JavaFile file : List.copyOf(parsed.values())) {
            JavaLiterals own = new JavaLiterals(file, tests.contains(file.path));
            literals.add(own);
            new JavaScan(file, values, uses, own).scan();
            own.images.forEach(image -> images.accept(image, file.path));
        }
        values.reads.forEach(uses::read);
        literals.forEach(each -> each.addTo(addresses, values.led));
    }

    private static boolean has(String text, List<String> words) {
        return words.stream().anyMatch(text::contains);
    }

    /** What uses a class that reads the configuration for others. */
    private Map<Path, String> callers() {
        Set<String> readers = texts.keySet().stream()
                .filter(file -> has(texts.get(file), READERS))
                .map(JavaSources::className)
                .collect(Collectors.toSet());
        return others.entrySet().stream()
                .filter(source -> usesOne(source.getValue(), readers))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String className(Path file) {
        return file.getFileName().toString().replaceFirst("\\.java$", "");
    }

    /** Whether one of the classes stands before a dot. */
    private static boolean usesOne(String text, Set<String> classes) {
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            int start = dot;
            while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) start--;
            if (start < dot && classes.contains(text.substring(start, dot))) return true;
        }
        return false;
    }

    /** Whether there are sources that could not be read, because the Java that runs has no compiler. */
    boolean isUnread() {
        return !texts.isEmpty() && !JavaSyntax.isAvailable();
    }
}
