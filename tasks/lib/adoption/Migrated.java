//JAVA 17+

package lib.adoption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.ExitException;

/**
 * How a repository's database gets its tables: by Flyway's migrations that we can apply, or by what the application
 * does itself.
 */
public class Migrated {

    /** As manage.java takes for a migration; anything else in its folder would stop it. */
    private static final Pattern UNDERSTOOD = Pattern.compile(
            "(?:[VUB]\\d+(?:[._]\\d+)*|R)__.+\\.sql|\\..*|README.*|.+\\.sql\\.conf|(?:before|after)\\w*(?:__.*)?\\.sql");

    private static final Pattern MIGRATION = Pattern.compile("(?:V\\d+(?:[._]\\d+)*|R)__.+\\.sql");
    private static final Pattern IN_CODE = Pattern.compile("\\.locations\\(\\s*\"([^\"]+)\"");
    /** What Flyway's variables can say in an environment file. */
    private static final Set<String> TOLD = Set.of("schemas", "defaultschema", "table", "createschemas");

    private static final Set<String> HARMLESS = Set.of(
            "enabled",
            "locations",
            "url",
            "user",
            "username",
            "password",
            "baselineonmigrate",
            "baselineversion",
            "baselinedescription",
            "validateonmigrate",
            "cleandisabled",
            "cleanonvalidationerror",
            "outoforder",
            "connectretries",
            "encoding",
            "group",
            "migrateatstart",
            "cleanatstart",
            "validatemigrationnaming",
            "failonmissinglocations",
            "checklocation",
            "ignoremigrationpatterns",
            "driverclassname",
            "loggers",
            "repairatstart",
            "validateatstart",
            "baselineatstart");
    private static final Map<String, String> DEFAULTS = Map.of(
            "sqlmigrationprefix",
            "V",
            "repeatablesqlmigrationprefix",
            "R",
            "sqlmigrationseparator",
            "__",
            "sqlmigrationsuffixes",
            ".sql");

    /** Values of APPLICATION_MIGRATIONS; empty where the default does. */
    final List<String> folders = new ArrayList<>();
    /** Variables of Flyway. */
    final Map<String, String> variables = new LinkedHashMap<>();

    private String tool = "none";
    private String where = "";
    /** Why we leave it alone. */
    private String why;

    private int files;

    private final Survey survey;
    private final List<Pom> poms;

    Migrated(Survey survey, List<Pom> poms) {
        this.survey = survey;
        this.poms = poms;
        boolean flyway = poms.stream()
                .anyMatch(pom -> pom.dependsOn(".*flyway.*:.*|.*:.*flyway.*")
                        || !pom.plugins("flyway-maven-plugin").isEmpty());
        boolean liquibase = poms.stream()
                .anyMatch(pom -> pom.dependsOn("org\\.liquibase:.*|.*:.*liquibase.*")
                        || !pom.plugins("liquibase-maven-plugin").isEmpty());
        List<Path> found = locations();
        if (liquibase) {
            tool = found.isEmpty() || !flyway ? "Liquibase" : "Flyway and Liquibase";
            leave("that is left to the application and its build", "pom.xml");
        } else if (!found.isEmpty()) {
            tool = "Flyway";
            flyway(found, flyway);
        } else if (flyway) {
            tool = "Flyway";
            leave("no folder of SQL was found: that is left to the application and its build", "pom.xml");
        }
    }

    private void leave(String reason, String place) {
        why = reason;
        where = place;
        folders.add("none");
    }

    /** The folders that Flyway is told of, else the one of its default, else those that have migrations in them. */
    private List<Path> locations() {
        Set<Path> all = new LinkedHashSet<>();
        Stream<String> told = Stream.concat(
                survey.settings.all.stream()
                        .filter(
                                setting -> setting.profile().matches("|test")
                                        && setting.key()
                                                .matches(
                                                        "(?i)(?:spring\\.flyway|flyway|quarkus\\.flyway|flyway\\.datasources\\.default)\\.locations.*"))
                        .map(Settings.Setting::value),
                survey.sources.matching("(?:.*/)?src/.*\\.(?:java|kt)").stream()
                        .map(Survey::quiet)
                        .flatMap(text -> IN_CODE.matcher(text).results().map(found -> found.group(1))));
        List<String> names = new ArrayList<>(told.flatMap(value ->
                        Arrays.stream(Placeholders.resolve(value, Map.of()).split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList());
        for (Pom pom : poms) {
            pom.plugins("flyway-maven-plugin").forEach(plugin -> {
                Matcher location = Pattern.compile("<location>([^<]+)<")
                        .matcher(plugin.getConfiguration() + " "
                                + plugin.getExecutions().stream()
                                        .map(execution -> String.valueOf(execution.getConfiguration()))
                                        .toList());
                while (location.find())
                    names.add(location.group(1)
                            .strip()
                            .replaceFirst("^filesystem:(?=src/)", "filesystem:" + pom.folder() + "/")
                            .replace("${project.basedir}", pom.folder().toString())
                            .replace("${basedir}", pom.folder().toString()));
            });
        }
        if (names.isEmpty()) names.add("classpath:db/migration");
        names.forEach(name -> all.addAll(places(name.replace("{vendor}", "postgresql"))));
        all.removeIf(folder -> !holdsMigrations(folder));
        // a folder in another one of them is walked with it
        all.removeIf(folder -> all.stream().anyMatch(other -> !other.equals(folder) && folder.startsWith(other)));
        if (!all.isEmpty()) return List.copyOf(all);
        List<Path> anywhere = survey.sources.matching("(?:.*/)?V\\d[^/]*__[^/]+\\.sql").stream()
                .map(Path::getParent)
                .filter(folder -> poms.stream().anyMatch(pom -> folder.startsWith(pom.folder()))
                        && !survey.sources.show(folder).contains("src/test/"))
                .distinct()
                .toList();
        return anywhere.size() == 1 ? anywhere : List.of();
    }

    private List<Path> places(String name) {
        if (name.startsWith("filesystem:"))
            return List.of(
                    survey.root.resolve(name.substring("filesystem:".length())).normalize());
        String path = name.replaceFirst("^classpath\\*?:/*", "").replaceFirst("^/+", "");
        List<Path> places = new ArrayList<>();
        for (String resources : List.of("src/main/resources", "src/test/resources"))
            poms.forEach(pom ->
                    places.add(pom.folder().resolve(resources).resolve(path).normalize()));
        return places;
    }

    private boolean holdsMigrations(Path folder) {
        return Files.isDirectory(folder)
                && folder.startsWith(survey.root)
                && walk(folder).stream()
                        .anyMatch(file ->
                                MIGRATION.matcher(file.getFileName().toString()).matches());
    }

    private static List<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw ExitException.cannotRead(folder.toString(), e);
        }
    }

    private void flyway(List<Path> found, boolean inApplication) {
        where = String.join(", ", found.stream().map(survey.sources::show).toList());
        files = found.stream()
                .mapToInt(folder -> (int) walk(folder).stream()
                        .filter(file ->
                                MIGRATION.matcher(file.getFileName().toString()).matches())
                        .count())
                .sum();
        Optional<Path> odd = found.stream()
                .flatMap(folder -> walk(folder).stream())
                .filter(file ->
                        !UNDERSTOOD.matcher(file.getFileName().toString()).matches())
                .findFirst();
        String unusual = inApplication ? unusual() : null;
        if (!inApplication && survey.connections.framework != Profiles.Framework.NONE)
            leave("Flyway is not among the dependencies", where);
        else if (odd.isPresent())
            leave(
                    "Flyway would ignore " + survey.sources.show(odd.get())
                            + ": that is left to the application and its build",
                    where);
        else if (unusual != null) leave(unusual + ": that is left to the application and its build", where);
        if (why != null) return;
        boolean usual = found.size() == 1
                && found.get(0).equals(survey.pom.folder().resolve("src/main/resources/db/migration"));
        if (!usual) found.forEach(folder -> folders.add(survey.sources.show(folder)));
    }

    /** A setting of Flyway that ours would not follow; null where there is none. */
    private String unusual() {
        for (Settings.Setting setting : survey.settings.all) {
            Matcher key = Pattern.compile(
                            "(?i)(?:spring\\.flyway|quarkus\\.flyway|flyway\\.datasources\\.default)\\.(.+?)(?:\\[\\d+])?")
                    .matcher(setting.key());
            if (!key.matches() || !setting.profile().matches("|test")) continue;
            String name = Settings.canonical(key.group(1));
            String value = Placeholders.resolve(setting.value(), Map.of());
            if (name.equals("enabled")
                    && value.equals("false")
                    && !setting.test()
                    && setting.profile().isEmpty())
                return "Flyway is switched off in " + survey.sources.show(setting.file());
            if (name.equals("enabled") && value.equals("false"))
                return "tests switch Flyway off, in " + survey.sources.show(setting.file());
            if (TOLD.contains(name) && !value.contains("${")) {
                variables.merge(
                        "FLYWAY_"
                                + key.group(1)
                                        .replaceAll("([a-z])([A-Z])", "$1_$2")
                                        .replace('-', '_')
                                        .toUpperCase(Locale.ROOT),
                        value,
                        (one, other) -> one.contains(other) ? one : one + "," + other);
            } else if (name.startsWith("placeholders.") && !value.contains("${")) {
                variables.put(
                        "FLYWAY_PLACEHOLDERS_"
                                + key.group(1)
                                        .substring("placeholders.".length())
                                        .toUpperCase(Locale.ROOT),
                        value);
            } else if (!HARMLESS.contains(name)
                    && !value.equals(DEFAULTS.get(name))
                    && !name.startsWith("postgresql.")) {
                return "Flyway has a setting of its own (" + setting.key() + " in "
                        + survey.sources.show(setting.file()) + ")";
            }
        }
        if (poms.stream().anyMatch(this::old)) return "this Flyway is older than 5";
        for (Pom pom : poms) {
            String plugin = pom.plugins("flyway-maven-plugin").toString()
                    + pom.plugins("flyway-maven-plugin").stream()
                            .map(each -> each.getConfiguration() + " "
                                    + each.getExecutions().stream()
                                            .map(execution -> String.valueOf(execution.getConfiguration()))
                                            .toList())
                            .toList();
            if (Pattern.compile("<(?:schemas?|table|defaultSchema|placeholders)>")
                    .matcher(plugin)
                    .find()) return "Flyway's plugin has settings of its own in " + survey.sources.show(pom.file);
        }
        return null;
    }

    /** Before 5, Flyway kept its history under another name. */
    private boolean old(Pom pom) {
        String version = pom.version("org\\.flywaydb:flyway-(?:core|maven-plugin)");
        String boot = pom.version("org\\.springframework\\.boot:spring-boot-(?:starter-parent|dependencies)");
        return version != null ? version.matches("[1-4]\\..*") : boot != null && boot.startsWith("1.");
    }

    Survey.Finding finding() {
        if (tool.equals("none")) return new Survey.Finding("Migrations", "none", "");
        return new Survey.Finding(
                "Migrations",
                tool
                        + (files == 0 ? "" : ", " + files + (files == 1 ? " file" : " files"))
                        + (why == null ? "" : "; not applied here: " + why),
                where);
    }
}
