//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.base.Console;
import lib.base.ExitException;
import lib.base.SecretDetection;
import lib.database.InitScripts;
import lib.maven.MavenCommand;
import lib.maven.MavenRuntime;
import lib.process.ProcessRunner;
import lib.testing.TestCommand;

/** What was found in a repository, in words. */
class SurveyReport {

    private static final Pattern CREATES =
            Pattern.compile("(?im)^\\s*create\\s+(?:or\\s+replace\\s+)?(?:unlogged\\s+|materialized\\s+)?"
                    + "(?:table|view|type|schema|sequence|function|extension|domain)\\b");
    private static final Pattern OTHER_KIND = Pattern.compile("(?i)(?:.*[/._-])?(?:oracle|mysql|mariadb|mssql|sqlserver"
            + "|h2|hsql(?:db)?|derby|db2|sqlite|cassandra|clickhouse|firebird|sybase)\\d*[/._-].*");

    /** Nothing of ours runs on an older one, and only newer ones are to be asked about. */
    private static final int OLDEST_JAVA = 17;
    /** The artifact by which Gradle finds a plugin. */
    private static final String PLUGIN = ".*\\.gradle\\.plugin";

    private final Survey survey;
    private final RepositoryFacts facts;
    private final Connections connections;

    SurveyReport(Survey survey) {
        this.survey = survey;
        this.facts = survey.facts;
        this.connections = survey.connections;
    }

    List<Survey.Finding> findings() {
        TestedProject project = facts.project();
        List<Survey.Finding> findings = new ArrayList<>();
        int poms = project.poms().size();
        String modules = poms > 1 ? ", " + poms + " " + project.tool().files : "";
        Pom tested = project.module() == null ? project.build() : project.module();
        String where = project.tool() == BuildTool.NONE ? "" : facts.show(tested.file);
        findings.add(new Survey.Finding("Application", framework() + modules, where));
        if (java() > 0)
            findings.add(new Survey.Finding("Java", String.valueOf(java()), facts.show(project.build().file)));
        findings.add(survey.image.finding());
        findings.add(connections.databases.names.isEmpty() ? database() : connections.databases.finding());
        findings.addAll(new CodeReport(facts).findings());
        findings.add(survey.migrated.finding());
        findings.add(tests());
        facts.hints().compose.forEach((file, server) -> {
            List<String> others = facts.hints().others.getOrDefault(file, List.of());
            String all = "service " + server.service() + (others.isEmpty() ? "" : ", and " + String.join(", ", others));
            findings.add(new Survey.Finding("Compose", all, facts.show(file)));
        });
        int variables = facts.hints().variables.size();
        if (variables > 0) findings.add(new Survey.Finding("Variables", variables + " in .env files", envFile()));
        return findings;
    }

    private String framework() {
        return switch (connections.framework) {
            case SPRING ->
                version(
                        "Spring Boot",
                        "org\\.springframework\\.boot:(?:spring-boot-(?:starter-parent|dependencies|starter.*)|"
                                + PLUGIN + ")");
            case QUARKUS -> version("Quarkus", "io\\.quarkus.*:(?:quarkus-(?:bom|universe-bom).*|" + PLUGIN + ")");
            case MICRONAUT -> version("Micronaut", "io\\.micronaut(?:\\.platform)?:micronaut-(?:parent|bom|platform)");
            case DROPWIZARD -> version("Dropwizard", "io\\.dropwizard:.*");
            case MICROPROFILE -> version("MicroProfile", "io\\.helidon.*:.*|org\\.eclipse\\.microprofile.*:.*");
            case NONE ->
                facts.project().tool() == BuildTool.NONE
                        ? BuildTool.NONE.shown
                        : "plain " + facts.project().tool().shown;
        };
    }

    private String version(String name, String artifacts) {
        return facts.poms().stream()
                .map(each -> each.version(artifacts))
                .filter(Objects::nonNull)
                .findFirst()
                .map(version -> name + " " + version)
                .orElse(name);
    }

    private int java() {
        return facts.poms().stream().mapToInt(Pom::java).max().orElse(0);
    }

    private Survey.Finding database() {
        DatabaseDefaults database = connections.database;
        if (database.address == null) return new Survey.Finding("Database", "no address anywhere", "");
        return new Survey.Finding("Database", SecretDetection.masked(database.address), database.addressIn);
    }

    private Survey.Finding tests() {
        int tests = facts.sources().tests.all.size();
        String goal = survey.maven.goal();
        String classes = tests + (tests == 1 ? " class" : " classes") + (goal == null ? "" : ", failsafe's too");
        String maven = goal == null ? "mvn test" : "mvn " + goal;
        return new Survey.Finding(
                "Tests", classes, facts.project().byMaven() ? maven : String.join(" ", survey.command));
    }

    private String envFile() {
        return facts.files().matching("(?:.*/)?\\.env.*").stream()
                .findFirst()
                .map(facts::show)
                .orElse("");
    }

    /** What a reader should know, a sentence each. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        TestedProject project = facts.project();
        if (project.byMaven() && java() > OLDEST_JAVA) olderJava(notes);
        if (project.tool() != BuildTool.NONE && !project.hasDriver())
            notes.add("No driver of PostgreSQL is among the dependencies of " + facts.show(project.build().file) + ".");
        if (!project.byMaven()) withoutMaven(notes);
        facts.settings().unreadable.forEach((file, why) -> notes.add(facts.show(file) + " cannot be read: " + why));
        notes.addAll(new LinkedHashSet<>(connections.notes));
        survey.migrated.note().ifPresent(notes::add);
        if (connections.database.passwordless())
            notes.add("No password was found for it, so the server asks for none: POSTGRES_HOST_AUTH_METHOD is trust.");
        facts.hints().compose.values().stream()
                .filter(server -> server.port() != 0)
                .limit(1)
                .forEach(server -> hidden(server, notes));
        notes.addAll(connections.pomProfiles.notes(survey.maven.arguments()));
        Submodules.empty(facts.root())
                .forEach(path -> notes.add(path + " is a git submodule that is empty: git submodule update --init"));
        notes.addAll(new CodeReport(facts).notes());
        containers(notes);
        startingPlugins(notes);
        initScripts(notes);
        scripts(notes);
        if (connections.databases.names.isEmpty()) databases(notes);
        otherServices(notes);
        return notes;
    }

    private void withoutMaven(List<String> notes) {
        if (survey.command.isEmpty())
            notes.add("The command that runs the tests is not known: set " + TestCommand.VARIABLE
                    + " in config/testing.json, or run: test -- COMMAND");
        else
            notes.add("The command that runs the tests is " + String.join(" ", survey.command) + " ("
                    + TestCommand.VARIABLE
                    + " in config/testing.json). To use another command once: test -- "
                    + String.join(" ", survey.command)
                    + " (docs/how-to/without-maven.md)");
        notes.add("These need Maven and do not work here: the commands run, shell and mvn, and in test: coverage,"
                + " results, --watch and the choice of tests. Everything about the database works.");
        if (!connections.variables.arguments.isEmpty())
            notes.add("The tests read system properties. Have the build set them from variables: "
                    + String.join(", ", connections.variables.arguments));
    }

    /** Maven need not run on the Java that runs us. */
    private void olderJava(List<String> notes) {
        try {
            String program = MavenCommand.program(facts.root(), facts.project().build().file);
            MavenRuntime.of(new ProcessRunner.Real(new Console(System.err, true, false)), program, facts.root())
                    .javaFeature()
                    .filter(running -> running < java())
                    .ifPresent(running -> notes.add("It is compiled for Java " + java() + ", and Maven runs on Java "
                            + running + " here: set JAVA_HOME to a newer one."));
        } catch (ExitException noMaven) {
            // the first run will say so
        }
    }

    /** What the development server's own file leaves to a file that git ignores. */
    private static void hidden(ServerHints.Server server, List<String> notes) {
        if (String.valueOf(server.user()).contains("${")) notes.add(Connections.hidden("POSTGRES_USER"));
        if (String.valueOf(server.password()).contains("${")) notes.add(Connections.hidden("POSTGRES_PASSWORD"));
    }

    private void containers(List<String> notes) {
        List<Path> starting = facts.sources().tests.withContainers;
        if (starting.isEmpty()) return;
        String more = starting.size() > 3 ? " and " + (starting.size() - 3) + " more" : "";
        notes.add(starting.stream().map(facts::show).limit(3).collect(Collectors.joining(", ")) + more
                + (starting.size() == 1 ? " starts containers by itself" : " start containers by themselves")
                + ", with Testcontainers; what is set there overrides every variable, so these tests"
                + " still start their own, and need Docker.");
    }

    private void startingPlugins(List<String> notes) {
        survey.maven
                .starting()
                .forEach((plugin, pom) -> notes.add(plugin + " in " + facts.show(pom)
                        + " starts a container by itself, so every build needs Docker. If the tests do not need that"
                        + " container, give the plugin a <skip> that reads a property, and set it in"
                        + " APPLICATION_MAVEN_ARGS."));
    }

    /** What an image runs at its first start, and we cannot. */
    private void initScripts(List<String> notes) {
        facts.hints().servers.stream()
                .flatMap(server -> server.scripts().stream())
                .distinct()
                .map(Path::of)
                .map(script -> InitScripts.obstacle(script, facts.show(script)))
                .flatMap(Optional::stream)
                .map(why -> "A script of the image is not used: " + why + ".")
                .forEach(notes::add);
    }

    /** Scripts that make tables, where nothing seen here runs them. */
    private void scripts(List<String> notes) {
        if (!survey.migrated.finding().value().equals("none")
                || facts.hints().servers.stream()
                        .anyMatch(server -> !server.scripts().isEmpty())) return;
        List<String> making = facts.files().matching("(?:(?!(?:.*/)?src/test/).*/)?[^/]+\\.sql").stream()
                .filter(this::isOurs)
                .filter(file -> !connections.framework.makesDataSources()
                        || !file.getFileName().toString().matches("(?:schema|data|import)\\b.*"))
                .filter(file ->
                        CREATES.matcher(RepositoryFiles.textOrNothing(file)).find())
                .map(facts::show)
                .toList();
        if (making.isEmpty() || making.size() > 3) return;
        boolean one = making.size() == 1;
        notes.add(String.join(", ", making)
                + (one ? " has CREATE statements. If nothing runs it" : " have CREATE statements. If nothing runs them")
                + ", add to config/testing.json: {\"name\": \"APPLICATION_INIT_SQL\", \"value\": "
                + making.stream()
                        .map(name -> "\"" + name + "\"")
                        .collect(Collectors.joining(", ", one ? "" : "[", one ? "" : "]"))
                + "}");
    }

    /** A script that neither another module has, nor another kind of database. */
    private boolean isOurs(Path file) {
        Path shared = facts.project().build().directory();
        boolean ofModule = facts.project().module() == null
                || facts.project().contains(file)
                || facts.project().family().stream()
                        .map(Pom::directory)
                        .noneMatch(directory -> !directory.equals(shared) && file.startsWith(directory));
        return ofModule && !OTHER_KIND.matcher(facts.show(file)).matches();
    }

    private void databases(List<String> notes) {
        List<String> databases = facts.settings().all.stream()
                .filter(setting -> setting.profile().isEmpty() && !setting.test())
                .map(setting -> Placeholders.resolve(setting.value(), facts.hints().variables))
                .filter(Address::postgres)
                .map(Address::database)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (databases.size() > 1)
            notes.add(String.join(" and ", databases)
                    + " are separate databases, but all addresses below point to APPLICATION_DB. If the tests"
                    + " need them separately, name them in the addresses, and create the others in a script of"
                    + " APPLICATION_INIT_SQL.");
    }

    private void otherServices(List<String> notes) {
        List<String> others = facts.hints().compose.keySet().stream()
                .flatMap(file -> facts.hints().others.getOrDefault(file, List.of()).stream())
                .filter(name -> !name.matches("(?i).*(?:admin|adminer|-ui|mailhog|mailpit).*"))
                .distinct()
                .toList();
        if (!others.isEmpty())
            notes.add("If the tests need " + String.join(" or ", others)
                    + " too, add to config/testing.json: {\"name\": \"COMPOSE_FILE\", \"value\": \""
                    + facts.show(facts.hints().compose.keySet().iterator().next()) + "\"}");
    }
}
