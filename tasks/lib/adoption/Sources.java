//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lib.base.OperatingSystem;

/** What the text of a repository's sources and resources tells of the database that they want. */
public class Sources {

    private static final Pattern CODE = Pattern.compile(".*\\.(?:java|kt|groovy|scala)");
    private static final Pattern RESOURCE =
            Pattern.compile(".*\\.(?:properties|ya?ml|xml|json|conf|hocon|toml|cfg|ini)");
    /** Files that are read for what they are elsewhere, or that have other addresses than the application's. */
    private static final Pattern NO_RESOURCE =
            Pattern.compile("(?:.*/)?(?:pom\\.xml|" + ServerHints.COMPOSE_FILE + "|(?:db|liquibase|changelogs?)/.*)");

    /** Of the languages that the JDK's parser does not read. */
    private static final Pattern READ = Pattern.compile(
            "(getenv|getProperty|[dD]otenv)\\b[^\"\\n]{0,20}?[(\\[]\\s*" + "\"([\\w.-]+)\"(?:\\s*,\\s*\"([^\"]*)\")?");

    private static final Pattern IMAGE =
            Pattern.compile("\"((?:[\\w.:-]+/)*(?:postgres|postgis|pgvector|timescaledb)[\\w-]*:[\\w.-]+)\""
                    + "|jdbc:tc:(postgres\\w*|postgis\\w*|pgvector|timescaledb)(?::([\\w.-]+))?:");

    final RepositoryFiles files;
    final TestClasses tests = new TestClasses();
    final LiteralAddresses addresses = new LiteralAddresses();
    final DatabaseUses uses = new DatabaseUses();
    final TestReach reach = new TestReach();
    final JavaSources java;
    /** Names of variables that resources read. */
    final Set<String> variablesInResources = new TreeSet<>();
    /** Images that tests start by themselves, with where. */
    final Map<String, String> images = new LinkedHashMap<>();

    /** Directories of tests, and of other code, that POMs name. */
    private final List<Path> testDirectories;

    private final List<Path> codeDirectories;

    /** Reads the sources and resources of modules. */
    Sources(RepositoryFiles files, List<Pom> poms) {
        this.files = files;
        testDirectories = directories(poms, "testSourceDirectory");
        codeDirectories = directories(poms, "sourceDirectory");
        List<Path> modules = poms.stream().map(Pom::directory).toList();
        java = new JavaSources(files.matching(".*\\.java"));
        for (Path file : files.all) {
            Path module = TestedProject.innermost(modules, file).orElse(null);
            if (module != null && file.getParent() != null) read(file, module);
        }
        java.read(uses, addresses, (image, file) -> images.putIfAbsent(image, files.show(file)));
    }

    private static List<Path> directories(List<Pom> poms, String element) {
        return poms.stream().flatMap(pom -> pom.directories(element).stream()).toList();
    }

    private void read(Path file, Path module) {
        String inside = OperatingSystem.slashed(module.relativize(file));
        boolean test = inside.matches("(?:.*/)?src/(?:test|it|integration-?[tT]est|intTest|testFixtures)/.*")
                || testDirectories.stream().anyMatch(file::startsWith);
        boolean source = test
                || inside.startsWith("src/main/")
                || codeDirectories.stream().anyMatch(file::startsWith);
        boolean configuration = !inside.contains("/") || inside.matches("(?:config|conf|etc)/[^/]+");
        if (CODE.matcher(inside).matches() && source) code(file, test);
        else if (RESOURCE.matcher(inside).matches()
                && (source || configuration)
                && !NO_RESOURCE.matcher(inside).matches()) resource(file, test);
    }

    private void code(Path file, boolean test) {
        String text = ScriptFiles.text(file);
        tests.read(file, text, test);
        reach.source(file, test);
        if (file.toString().endsWith(".java")) {
            java.add(file, text, test);
            return;
        }
        READ.matcher(text).results().forEach(read -> {
            boolean property = read.group(1).equals("getProperty");
            String name = read.group(2);
            uses.read(new ConfigurationRead(
                    name,
                    property ? ConfigurationRead.Source.PROPERTY : ConfigurationRead.Source.VARIABLE,
                    file,
                    1 + (int) text.substring(0, read.start()).lines().count()));
            if (read.group(3) != null && Address.role(name) != null)
                uses.use("${" + name + ":" + read.group(3) + "}", Address.role(name), null, DatabaseUses.Basis.NAME);
        });
        IMAGE.matcher(text).results().forEach(image -> image(file, image));
        addresses.read(file, text, test, true);
    }

    private void image(Path file, MatchResult found) {
        String image = found.group(1);
        if (image == null && found.group(3) != null)
            image = (found.group(2).startsWith("postgis") ? "postgis/postgis" : "postgres") + ":" + found.group(3);
        if (image != null) images.putIfAbsent(image, files.show(file));
    }

    private void resource(Path file, boolean test) {
        String text = ScriptFiles.text(file);
        reach.resource(file);
        IMAGE.matcher(text).results().forEach(image -> image(file, image));
        Placeholders.deep(text).stream()
                .map(Placeholders.Placeholder::name)
                .filter(name -> name.matches("[A-Z][A-Z0-9_]*"))
                .forEach(variablesInResources::add);
        if (!Settings.named(file)) addresses.read(file, text, test, false);
    }

    /** Whether code or a resource reads a variable. */
    boolean reads(String variable) {
        return variablesInResources.contains(variable) || uses.variables().contains(variable);
    }
}
