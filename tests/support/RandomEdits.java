//JAVA 17+

package support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Edits of the application's sources, as somebody makes them who tries things. */
public final class RandomEdits {

    private static final String PACKAGE = "src/%s/java/com/example/application/";
    private static final Pattern METHOD = Pattern.compile("(?m)^    public (?!static)[\\w<>\\[\\], ]+\\([^;{]*\\{\n");
    private static final Pattern TEST = Pattern.compile("(?m)^    void (\\w+)\\(\\)");
    private static final String BROKEN = " int broken = \"\";";

    private final Path app;
    private final Random random;
    private final Map<Path, String> originals = new TreeMap<>();
    private Path broken;
    private int count;

    public RandomEdits(Path app, long seed) {
        this.app = app;
        this.random = new Random(seed);
    }

    /** Makes one; what it is, and where. */
    public String next() throws IOException {
        count++;
        if (broken != null && random.nextInt(4) > 0) return mend();
        return switch (random.nextInt(10)) {
            case 0 -> append(source(any()), "// " + count + "\n");
            case 1 -> insert(METHOD, "        Thread.yield();\n");
            case 2 -> insert(METHOD, "        if (true) throw new IllegalStateException(\"edit " + count + "\");\n");
            case 3 -> inClass(source("main"), " public int edit" + count + "() { return " + count + "; }");
            case 4 -> rename();
            case 5 -> add();
            case 6 -> constant();
            case 7 -> delete();
            case 8 -> breakIt();
            default -> random.nextInt(3) > 0 ? restore() : migrate();
        };
    }

    private String any() {
        return random.nextBoolean() ? "main" : "test";
    }

    private Path source(String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder(kind))) {
            List<Path> all = files.sorted().toList();
            return all.get(random.nextInt(all.size()));
        }
    }

    private Path folder(String kind) {
        return app.resolve(String.format(PACKAGE, kind));
    }

    private String write(Path file, String text, String what) throws IOException {
        if (Files.exists(file)) originals.putIfAbsent(file, Files.readString(file));
        Files.writeString(file, text);
        return what + " in " + file.getFileName();
    }

    private String append(Path file, String text) throws IOException {
        return write(file, Files.readString(file) + text, "a comment");
    }

    private String insert(Pattern place, String text) throws IOException {
        Path file = source("main");
        String before = Files.readString(file);
        Matcher found = place.matcher(before);
        if (!found.find()) return append(file, "// " + count + "\n");
        return write(file, before.substring(0, found.end()) + text + before.substring(found.end()), text.strip());
    }

    private String inClass(Path file, String text) throws IOException {
        String before = Files.readString(file);
        int begin =
                before.indexOf('{', before.indexOf(file.getFileName().toString().replace(".java", "") + " ")) + 1;
        if (begin == 0) return append(file, "// " + count + "\n");
        return write(file, before.substring(0, begin) + text + before.substring(begin), text.strip());
    }

    private String rename() throws IOException {
        Path file = source("test");
        String before = Files.readString(file);
        Matcher test = TEST.matcher(before);
        if (!test.find()) return append(file, "// " + count + "\n");
        return write(file, test.replaceFirst("    void $1_" + count + "()"), "another name");
    }

    private String add() throws IOException {
        String name = "Edit" + count;
        int value = random.nextInt(2);
        Files.writeString(
                folder("main").resolve(name + ".java"),
                "package com.example.application;\n\nclass " + name + " {\n    static final int VALUE = " + value
                        + ";\n}\n");
        Files.writeString(
                folder("test").resolve(name + "Test.java"),
                "package com.example.application;\n\nimport static org.junit.jupiter.api.Assertions.assertEquals;\n\n"
                        + "import org.junit.jupiter.api.Test;\n\nclass " + name + "Test {\n    @Test\n"
                        + "    void has_its_value() {\n        assertEquals(0, " + name + ".VALUE);\n    }\n}\n");
        return "a new class and its test, " + name;
    }

    private List<Path> added() throws IOException {
        try (Stream<Path> files = Files.list(folder("main"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("Edit"))
                    .sorted()
                    .toList();
        }
    }

    private String constant() throws IOException {
        if (added().isEmpty()) return add();
        Path file = added().get(random.nextInt(added().size()));
        String before = Files.readString(file);
        String other = before.contains("VALUE = 0") ? "VALUE = 1" : "VALUE = 0";
        Files.writeString(file, before.replaceFirst("VALUE = \\d", other));
        return "another constant in " + file.getFileName();
    }

    private String delete() throws IOException {
        if (added().isEmpty()) return add();
        Path file = added().get(random.nextInt(added().size()));
        Files.delete(file);
        String test = file.getFileName().toString().replace(".java", "Test.java");
        Files.deleteIfExists(folder("test").resolve(test));
        return file.getFileName() + " and its test are gone";
    }

    private String breakIt() throws IOException {
        if (broken != null) return mend();
        broken = source(any());
        return inClass(broken, BROKEN);
    }

    private String mend() throws IOException {
        Path file = broken;
        broken = null;
        if (!Files.exists(file)) return add();
        return write(file, Files.readString(file).replace(BROKEN, ""), "mended");
    }

    private String restore() throws IOException {
        if (originals.isEmpty()) return migrate();
        Path file = List.copyOf(originals.keySet()).get(random.nextInt(originals.size()));
        Files.writeString(file, originals.remove(file));
        if (file.equals(broken)) broken = null;
        return "as it was, " + file.getFileName();
    }

    private String migrate() throws IOException {
        Path folder = app.resolve("src/main/resources/db/migration");
        String name = "V2027010100" + String.format("%04d", count) + "__edit.sql";
        Files.writeString(folder.resolve(name), "create table edit_" + count + " (i int);\n");
        return "migration " + name;
    }
}
