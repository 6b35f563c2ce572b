//JAVA 17+

package lib.adoption;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lib.environment.EnvironmentFile;

/**
 * How an application and its tests are told of their database: by which variables, system properties or fixed
 * addresses.
 */
public class Connections {

    final Profiles.Framework framework;
    final EnvironmentVariables variables;
    /** Arguments for Maven. */
    final List<String> arguments = new ArrayList<>();
    /** What a reader should know, a sentence each. */
    final List<String> notes = new ArrayList<>();

    final DatabaseDefaults database = new DatabaseDefaults();
    private final RepositoryFacts facts;
    private final Profiles profiles;

    Connections(RepositoryFacts facts) {
        this.facts = facts;
        profiles = new Profiles(facts);
        framework = profiles.framework;
        variables = new EnvironmentVariables(framework);
        SettingsVariables urls = new SettingsVariables(facts, profiles, variables);
        urls.add();
        new FrameworkVariables(facts, profiles, variables).add(urls.hasNamedDatasource(), notes);
        fromCode();
        new PomVariables(facts, variables, arguments, database).add();
        fixed();
        database.complete(facts, urls);
        others();
    }

    private void fromCode() {
        // code that is not read tells nothing, and the files that set its variables do
        Set<String> names = facts.project().tool() == BuildTool.NONE
                ? facts.hints().variables.keySet()
                : facts.sources().variables.keySet();
        for (String name : names) {
            Address.Role role = Address.role(name);
            // libpq's own names are set for every test run anyway
            if (role == null || name.matches("PG[A-Z]+")) continue;
            String like = facts.hints()
                    .variables
                    .getOrDefault(name, facts.hints().hidden.get(name));
            variables.add(name, Address.value(role, like == null || !Address.postgres(like) ? null : like));
        }
        facts.sources().systemProperties.names().forEach(name -> {
            Address.Role role = Address.role(name);
            if (role != null) arguments.add("-D" + name + "=" + Address.value(role, null));
        });
    }

    private void fixed() {
        FixedAddress.of(facts, profiles, variables::overrides).ifPresent(each -> {
            database.take(each);
            notes.add(each.where() + " has its address as it stands, so the server for the tests takes the port "
                    + each.port() + ".");
        });
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
                        facts.sources().variablesInCode.stream())
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
        return "The value of " + name + " is in a file that git ignores, so no file here has it. Where it is needed:"
                + " export " + name + ", or export " + name + "_FILE with the path of a file that holds it.";
    }

    /** Whether code reads a variable of that name. */
    boolean reads(String name) {
        return facts.sources().variables.containsKey(name)
                || facts.settings().all.stream()
                        .flatMap(setting -> Placeholders.deep(setting.value()).stream())
                        .anyMatch(placeholder -> placeholder.name().equals(name));
    }
}
