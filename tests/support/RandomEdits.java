//JAVA 17+

package support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Edits of a project's sources, as somebody makes them who tries things. */
public final class RandomEdits {

    /**
     * A package of a module that has tests.
     *
     * @param main the directory of its classes
     * @param tests the directory of its tests
     * @param name as its sources have it
     * @param jupiter its tests are JUnit 5's or newer
     */
    private record Place(Path main, Path tests, String name, boolean jupiter) {}

    private static final String MAIN = "src/main/java";
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern METHOD =
            Pattern.compile("(?m)^(?:    |\t)public (?!static)[\\w<>\\[\\], ]+ \\w+\\([^;{]*\\{\\R");
    private static final Pattern TEST = Pattern.compile("(?m)^(    |\t)((?:public )?void )(\\w+)\\(\\)");
    private static final String BROKEN = " int broken = \"\";";

    /** In milliseconds. */
    private static final int LONGEST_PAUSE = 6000;

    private final Path root;
    private final List<Place> places;
    private final Random random;
    private final Map<Path, String> originals = new TreeMap<>();
    private Path broken;
    private int count;
    /** Where the next edit is. */
    private Place place;

    /** @param root of the project */
    public RandomEdits(Path root, long seed) throws IOException {
        this.root = root;
        this.random = new Random(seed);
        this.places = places(root);
        this.place = places.get(0);
    }

    private static List<Place> places(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Place> found = new ArrayList<>();
            for (Path directory : files.filter(path -> path.toString().contains(MAIN))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList()) {
                Path tests = Path.of(directory.toString().replace(MAIN, "src/test/java"));
                if (hasSources(directory) && hasSources(tests)) found.add(place(directory, tests));
            }
            return found;
        }
    }

    private static boolean hasSources(Path directory) throws IOException {
        return Files.isDirectory(directory) && !sources(directory).isEmpty();
    }

    private static List<Path> sources(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        }
    }

    private static Place place(Path main, Path tests) throws IOException {
        String test = Files.readString(sources(tests).get(0));
        Matcher declared = PACKAGE.matcher(test);
        return new Place(main, tests, declared.find() ? declared.group(1) : "", !test.contains("org.junit.Test"));
    }

    /** Waits as somebody does who thinks, for longer or shorter. */
    public void pause() throws InterruptedException {
        Thread.sleep(random.nextInt(LONGEST_PAUSE));
    }

    /** Makes one; what it is, and where. */
    public String next() throws IOException {
        count++;
        place = places.get(random.nextInt(places.size()));
        if (broken != null && random.nextInt(4) > 0) return mend();
        return switch (random.nextInt(10)) {
            case 0 -> append(source(any()), "// " + count + "\n");
            case 1 -> insert(METHOD, "        Thread.yield();\n");
            case 2 -> insert(METHOD, "        if (true) throw new IllegalStateException(\"edit " + count + "\");\n");
            case 3 -> inClass("main", " public int edit" + count + "() { return " + count + "; }");
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
        List<Path> all = sources(directory(kind));
        return all.get(random.nextInt(all.size()));
    }

    private Path directory(String kind) {
        return kind.equals("main") ? place.main() : place.tests();
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

    /** Not in an interface or an enum, which may not have that there. */
    private String inClass(String kind, String text) throws IOException {
        Path file = source(kind);
        String before = Files.readString(file);
        String name = file.getFileName().toString().replace(".java", "");
        Matcher begin = Pattern.compile("\\bclass " + name + "\\b[^{]*\\{").matcher(before);
        if (!begin.find()) return append(file, "// " + count + "\n");
        if (text.equals(BROKEN)) broken = file;
        return write(file, before.substring(0, begin.end()) + text + before.substring(begin.end()), text.strip());
    }

    private String rename() throws IOException {
        Path file = source("test");
        String before = Files.readString(file);
        Matcher test = TEST.matcher(before);
        if (!test.find()) return append(file, "// " + count + "\n");
        return write(file, test.replaceFirst("$1$2$3_" + count + "()"), "another name");
    }

    private String add() throws IOException {
        String name = "Edit" + count;
        int value = random.nextInt(2);
        Files.writeString(
                directory("main").resolve(name + ".java"),
                "package " + place.name() + ";\n\nclass " + name + " {\n    static final int VALUE = " + value
                        + ";\n}\n");
        Files.writeString(
                directory("test").resolve(name + "Test.java"),
                "package " + place.name() + ";\n\nimport static org.junit."
                        + (place.jupiter() ? "jupiter.api.Assertions" : "Assert")
                        + ".assertEquals;\n\nimport org.junit."
                        + (place.jupiter() ? "jupiter.api." : "") + "Test;\n\npublic class " + name
                        + "Test {\n    @Test\n    public void has_its_value() {\n        assertEquals(0, " + name
                        + ".VALUE);\n    }\n}\n");
        return "a new class and its test, " + name;
    }

    private List<Path> added() throws IOException {
        return sources(directory("main")).stream()
                .filter(file -> file.getFileName().toString().startsWith("Edit"))
                .toList();
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
        Files.deleteIfExists(directory("test").resolve(test));
        return file.getFileName() + " and its test are gone";
    }

    private String breakIt() throws IOException {
        if (broken != null) return mend();
        return inClass(any(), BROKEN);
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
        Path directory = root.resolve("src/main/resources/db/migration");
        if (!Files.isDirectory(directory)) return add();
        String name = "V2027010100" + String.format("%04d", count) + "__edit.sql";
        Files.writeString(directory.resolve(name), "create table edit_" + count + " (i int);\n");
        return "migration " + name;
    }
}
