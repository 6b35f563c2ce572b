//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.JavaSyntax;
import lib.testing.TestSources.TestClass;

/** Finds the test classes in sources: Java by the JDK's parser, the other languages by how they name things. */
class TestSourceReader {

    private static final Pattern SOURCE = Pattern.compile("(\\w+)\\.(java|kt|groovy|scala)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)");
    private static final Pattern CLASS =
            Pattern.compile("(?m)^(?:(?:public|final|internal|open|private|protected|sealed|strictfp)\\s+"
                    + "|@\\w+(?:\\([^()\\n]*\\))?\\s+)*class\\s+(\\w+)");
    private static final Pattern METHOD =
            Pattern.compile("\\b(?:void|fun|def|List<DynamicTest>|Stream<DynamicTest>)\\s+(\\w+)\\s*\\(");
    private static final Pattern ANNOTATION =
            Pattern.compile("@(?:[\\w.]+\\.)?(?:\\w*Test|TestFactory|TestTemplate|Theory|Property|Nested)\\b");
    private static final Pattern CONVENTION = Pattern.compile("Test.*|.*(?:Test|Tests|TestCase)|IT.*|.*(?:IT|ITCase)");

    /** Whether classes of this name usually hold tests. */
    static boolean isUsualName(String simpleName) {
        return CONVENTION.matcher(simpleName).matches();
    }

    /** The test classes of files; those that are no sources, or hold no tests, have none. */
    static List<TestClass> read(List<Path> files) throws IOException {
        List<Path> java = new ArrayList<>();
        List<TestClass> found = new ArrayList<>();
        boolean parser = JavaSyntax.isAvailable();
        for (Path file : files) {
            Matcher source = SOURCE.matcher(file.getFileName().toString());
            if (!source.matches()) continue;
            if (parser && source.group(2).equals("java")) java.add(file);
            else found.addAll(byNames(file));
        }
        found.addAll(JavaTestParser.read(java));
        return found;
    }

    private static List<TestClass> byNames(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        boolean annotated = ANNOTATION.matcher(text).find();
        Matcher declared = PACKAGE.matcher(text);
        String prefix = declared.find() ? declared.group(1) + "." : "";
        List<String> methods = names(METHOD, text);
        boolean nested = text.contains("@Nested");
        return names(CLASS, text).stream()
                .filter(name -> annotated || isUsualName(name))
                .map(name -> new TestClass(prefix + name, file, methods, nested))
                .toList();
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
    }
}
