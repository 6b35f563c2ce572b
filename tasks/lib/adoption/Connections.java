//JAVA 17+

package lib.adoption;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.environment.EnvironmentFile;

/**
 * How an application and its tests are told of their database: by which variables, system properties or fixed
 * addresses.
 */
public class Connections {

    final Profiles.Framework framework;
    final EnvironmentVariables variables;
    /** What a reader should know, a sentence each. */
    final List<String> notes = new ArrayList<>();

    final DatabaseDefaults database = new DatabaseDefaults();
    private final RepositoryFacts facts;
    private final Profiles profiles;
    final PomProfiles pomProfiles;
    /** Those of modules with one each. */
    final ModuleDatabases databases;

    Connections(RepositoryFacts facts) {
        this.facts = facts;
        profiles = new Profiles(facts);
        framework = profiles.framework;
        variables = new EnvironmentVariables(framework);
        SettingsVariables urls = new SettingsVariables(facts, profiles, variables);
        urls.add();
        new FrameworkVariables(facts, profiles, variables).add(urls.hasNamedDatasource(), notes);
        fromCode();
        new PomVariables(facts, variables, database).add();
        fixed();
        database.complete(facts, urls, framework);
        pomProfiles = new PomProfiles(facts);
        pomProfiles.complete(database);
        others();
        databases = new ModuleDatabases(facts, urls, variables);
        notes.addAll(databases.lead());
    }

    private void fromCode() {
        DatabaseUses uses = facts.sources().uses;
        for (DatabaseUses.Use use : uses.all()) {
            // libpq's own names are set for every test run anyway
            if (use.name().matches("PG[A-Z]+")) continue;
            String value = use.value() != null ? use.value() : value(use.name(), use.role());
            for (ConfigurationRead.Source source : uses.sources(use)) {
                switch (source) {
                    case VARIABLE -> variables.add(use.name(), value);
                    case PROPERTY -> variables.property(use.name(), value);
                    case KEY -> {
                        // what a file of settings says of it was looked at with that file
                        if (!use.isForeign()
                                && facts.settings().says(use.name()).isEmpty()) variables.override(use.name(), value);
                    }
                }
            }
        }
        // code that is not read tells nothing, and the files that set its variables do
        Set<String> named = facts.project().tool() == BuildTool.NONE
                ? facts.hints().variables.keySet()
                : facts.sources().variablesInResources;
        for (String name : named) {
            Address.Role role = Address.role(name);
            if (role != null && !name.matches("PG[A-Z]+")) variables.add(name, value(name, role));
        }
    }

    /** In the form that the project's own files of variables have it. */
    private String value(String name, Address.Role role) {
        String like =
                facts.hints().variables.getOrDefault(name, facts.hints().hidden.get(name));
        return Address.value(role, like == null || !Address.postgres(like) ? null : like);
    }

    /** The port is fixed by what tests read; everything else is only said. */
    private void fixed() {
        FixedAddress.of(facts, profiles, variables::overrides).ifPresent(each -> {
            database.take(each);
            notes.add(
                    each.where() + " has a fixed address, so the server for the tests uses port " + each.port() + ".");
        });
        List<String> unread = facts.sources().addresses.fixed.stream()
                .filter(each -> !facts.sources().reach.reaches(each.file()))
                .map(each -> facts.show(each.file()) + ":" + each.line())
                .distinct()
                .toList();
        if (!unread.isEmpty() && database.fixedPort == 0)
            notes.add(unread.stream().limit(3).collect(Collectors.joining(", "))
                    + (unread.size() > 3 ? " and " + (unread.size() - 3) + " more" : "")
                    + (unread.size() == 1 ? " has a fixed address" : " have fixed addresses")
                    + (unread.size() == 1 ? ", and no test reads it" : ", and no test reads them")
                    + ": the server gets a free port. If a test does, set POSTGRES_PORT"
                    + " in config/testing.json.");
    }

    /**
     * What has nothing to do with a database and is set nowhere but in examples and compose files: the application
     * would not start without.
     */
    private void others() {
        Map<String, String> shared = facts.hints().shared;
        List<String> needed = Stream.concat(
                        facts.settings().all.stream()
                                .filter(setting -> setting.profile().isEmpty()
                                        || profiles.all().contains(setting.profile()))
                                .flatMap(setting -> Placeholders.deep(setting.value()).stream())
                                .filter(placeholder -> placeholder.fallback() == null)
                                .map(Placeholders.Placeholder::name),
                        facts.sources().uses.variables().stream())
                .filter(name -> Address.role(name) == null)
                .toList();
        for (String name : needed) {
            if (!shared.getOrDefault(name, "").isBlank())
                variables.add(name, EnvironmentFile.literal(shared.get(name)));
            else if (facts.hints().hidden.containsKey(name)) variables.secrets.add(name);
        }
        variables.secrets.forEach(name -> notes.add(hidden(name)));
    }

    /** What is to be done about a value that only a file has which git ignores. */
    static String hidden(String name) {
        return "The value of " + name
                + " is in a file that git ignores, so init does not copy the value. Where it is needed: export "
                + name + ", or export " + name + "_FILE with the path of a file that holds it.";
    }

    /** Whether code reads a variable of that name. */
    boolean reads(String name) {
        return facts.sources().reads(name)
                || facts.settings().all.stream()
                        .flatMap(setting -> Placeholders.deep(setting.value()).stream())
                        .anyMatch(placeholder -> placeholder.name().equals(name));
    }
}
