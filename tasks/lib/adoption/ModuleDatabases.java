//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.environment.Databases;

/**
 * The databases of a repository whose modules each have one, by the addresses that their settings and their code have;
 * none where all have the same, or where a module has several.
 */
class ModuleDatabases {

    /** An address of a module, and the variables that lead it elsewhere. */
    private record Found(Path module, String name, Set<String> variables) {}

    /** The database of each module that has one. */
    private final Map<Path, String> ofModules = new LinkedHashMap<>();
    /** The databases that each variable is read for. */
    private final Map<String, Set<String>> ofVariables = new TreeMap<>();
    /** Variables that win over every file, of settings that have variables of their own, and of others. */
    private final Set<String> needless = new LinkedHashSet<>();

    private final Set<String> needed = new LinkedHashSet<>();

    private final RepositoryFacts facts;
    private final SettingsVariables urls;
    private final EnvironmentVariables variables;
    /** In the order of the modules; empty unless there are several. */
    final List<String> names;

    ModuleDatabases(RepositoryFacts facts, SettingsVariables urls, EnvironmentVariables variables) {
        this.facts = facts;
        this.urls = urls;
        this.variables = variables;
        Map<Path, Set<String>> found = new HashMap<>();
        // what the tests have goes before what the application has
        for (List<Found> source : List.of(settings(true), settings(false), code())) {
            Set<Path> known = Set.copyOf(found.keySet());
            source.stream().filter(each -> !known.contains(each.module())).forEach(each -> {
                found.computeIfAbsent(each.module(), key -> new LinkedHashSet<>())
                        .add(each.name());
                for (String variable : each.variables())
                    ofVariables
                            .computeIfAbsent(variable, key -> new LinkedHashSet<>())
                            .add(each.name());
            });
        }
        for (Path module : modules()) found.getOrDefault(module, Set.of()).forEach(name -> ofModules.put(module, name));
        boolean one = found.values().stream().allMatch(databases -> databases.size() == 1);
        List<String> all = ofModules.values().stream().distinct().toList();
        names = one && all.size() > 1 && Databases.areNames(all) ? all : List.of();
    }

    private List<Found> settings(boolean test) {
        return facts.settings().all.stream()
                .filter(setting -> setting.profile().matches("|test") && urls.isAddress(setting))
                .filter(setting -> (setting.test() || !setting.profile().isEmpty()) == test)
                .map(setting -> {
                    Set<String> own = new LinkedHashSet<>(
                            Address.variables(setting.value(), Address.Role.URL).keySet());
                    String key = variables.nameOf(setting.key());
                    (leads(setting) ? needless : needed).add(key);
                    own.add(key);
                    return found(setting.file(), Placeholders.resolve(setting.value(), facts.hints().variables), own);
                })
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether the variables in a setting are enough to lead it to a server. */
    private boolean leads(Settings.Setting setting) {
        String address = Placeholders.resolve(setting.value(), variables.all);
        return Stream.of(Address.HOST, Address.PORT, Address.DATABASE).allMatch(address::contains);
    }

    private List<Found> code() {
        return facts.sources().uses.all().stream()
                .filter(use -> use.role() == Address.Role.URL && use.fallback() != null)
                .map(use -> found(facts.sources().uses.place(use.name()).file(), use.fallback(), Set.of(use.name())))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Found> found(Path file, String address, Set<String> own) {
        String name = Address.postgres(address) ? Address.database(address) : null;
        return name == null ? Optional.empty() : module(file).map(module -> new Found(module, name, own));
    }

    private List<Path> modules() {
        return facts.poms().stream().map(Pom::directory).toList();
    }

    private Optional<Path> module(Path file) {
        return TestedProject.innermost(modules(), file);
    }

    /** The database whose module a directory lies in; none unless there are several. */
    Optional<String> of(Path directory) {
        if (names.isEmpty()) return Optional.empty();
        return module(directory).map(ofModules::get);
    }

    /** Leads each variable to the database that it is read for, and returns what a reader should know. */
    List<String> lead() {
        if (names.isEmpty()) return List.of();
        variables.all.keySet().removeIf(name -> isShared(name) && needless.contains(name) && !needed.contains(name));
        variables.all.replaceAll(this::value);
        return variables.all.keySet().stream()
                .filter(this::isShared)
                .map(this::note)
                .toList();
    }

    private boolean isShared(String variable) {
        return ofVariables.getOrDefault(variable, Set.of()).size() > 1;
    }

    private String value(String variable, String value) {
        if (isShared(variable) || !ofVariables.containsKey(variable)) return value;
        String own = Databases.variable(
                "APPLICATION_DB", ofVariables.get(variable).iterator().next());
        return value.replace(Address.DATABASE, "${" + own + "}");
    }

    private String note(String variable) {
        return "The databases " + String.join(" and ", ofVariables.get(variable)) + " share the variable " + variable
                + ", which points to " + names.get(0)
                + ". To test each module with its own database, have each module read a variable of its own, such as "
                + names.stream().map(name -> Databases.variable(variable, name)).collect(Collectors.joining(" and "))
                + "; or run init --module for one.";
    }

    Survey.Finding finding() {
        return new Survey.Finding(
                "Databases",
                String.join(", ", names),
                ofModules.keySet().stream().map(facts::show).collect(Collectors.joining(", ")));
    }
}
