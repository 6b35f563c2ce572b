//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lib.base.OperatingSystem;

/** What tests read: their own files, the sources that these refer to by name, and the resources that those name. */
class TestReach {

    private static final Pattern CLASS_NAME = Pattern.compile("\\b[A-Z]\\w*");
    /** Tests whose framework finds classes by their annotations. */
    private static final Pattern MANAGED =
            Pattern.compile("@(?:SpringBootTest|Data\\w+Test|JdbcTest|JooqTest|WebMvcTest"
                    + "|ContextConfiguration|SpringJUnit\\w*|Quarkus\\w*Test|MicronautTest|HelidonTest)\\b");

    private static final Pattern COMPONENT = Pattern.compile("(?m)^@\\w+");
    private static final Pattern PROGRAM = Pattern.compile("static\\s+void\\s+main\\s*\\(");
    /** Read by a library of its own accord. */
    private static final Pattern USUAL = Pattern.compile(
            "persistence\\.xml|hibernate\\.(?:cfg\\.xml|properties)|context\\.xml|jooq\\.properties|c3p0\\.properties"
                    + "|application.*|bootstrap.*|microprofile-config\\.properties|reference\\.conf|vertx-config.*");

    private static final Pattern EXAMPLE = Pattern.compile("(?i).*(?:example|sample|template|dist\\b).*");
    private static final Pattern TEST_RESOURCE = Pattern.compile("(?:.*/)?src/(?:test|it|integration-?test)/.*");

    private final Set<Path> tests = new LinkedHashSet<>();
    private final Set<Path> main = new LinkedHashSet<>();
    private final List<Path> resources = new ArrayList<>();
    /** The text of each source that tests reach; null before it is asked for. */
    private Map<Path, String> reached;

    void source(Path file, boolean test) {
        (test ? tests : main).add(file);
    }

    void resource(Path file) {
        resources.add(file);
    }

    boolean reaches(Path file) {
        if (tests.contains(file)) return true;
        String name = file.getFileName().toString();
        if (EXAMPLE.matcher(name).matches()) return false;
        if (reached == null) reached = reached();
        if (main.contains(file)) return reached.containsKey(file);
        if (USUAL.matcher(name).matches()
                || TEST_RESOURCE.matcher(OperatingSystem.slashed(file)).matches()) return true;
        String base = name.replaceFirst("\\.\\w+$", "");
        Pattern named = Pattern.compile("(?<![\\w-])" + Pattern.quote(base) + "(?![\\w-])");
        return reached.values().stream().anyMatch(text -> named.matcher(text).find())
                || resources.stream()
                        .filter(other -> !other.equals(file))
                        .anyMatch(other -> ScriptFiles.text(other).contains(name));
    }

    private Map<Path, String> reached() {
        Map<String, List<Path>> classes = new HashMap<>();
        for (Path file : main)
            classes.computeIfAbsent(
                            file.getFileName().toString().replaceFirst("\\.\\w+$", ""), key -> new ArrayList<>())
                    .add(file);
        Map<Path, String> found = new HashMap<>();
        Set<String> names = new HashSet<>();
        Deque<Path> open = new ArrayDeque<>(tests);
        boolean managed = false;
        while (!open.isEmpty()) {
            Path file = open.pop();
            String text = ScriptFiles.text(file);
            if (found.put(file, text) != null) continue;
            CLASS_NAME
                    .matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .filter(names::add)
                    .forEach(name -> open.addAll(classes.getOrDefault(name, List.of())));
            if (managed || !MANAGED.matcher(text).find()) continue;
            managed = true;
            main.stream().filter(TestReach::isComponent).forEach(open::add);
        }
        return found;
    }

    private static boolean isComponent(Path file) {
        String text = ScriptFiles.text(file);
        return COMPONENT.matcher(text).find()
                && (text.contains("@SpringBootApplication")
                        || !PROGRAM.matcher(text).find());
    }
}
