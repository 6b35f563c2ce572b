//JAVA 17+
//DEPS org.flywaydb:flyway-core:13.12.0

package lib.migration;

import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.environment.Environment;
import org.flywaydb.core.api.callback.Event;

/** What the names of files say to Flyway, by its settings. */
public class MigrationNames {

    private static final String UNDO = "U";
    private static final Set<String> CALLBACKS =
            Arrays.stream(Event.values()).map(Event::getId).collect(Collectors.toSet());
    private static final Pattern HARMLESS = Pattern.compile("\\..*|README.*");
    /** What an editor or a person adds to the name of a copy, and Flyway to that of a migration's settings. */
    private static final Pattern ADDED = Pattern.compile("(.+)(?:~|\\.[^.~]*)");

    private final String prefix;
    private final String repeatable;
    private final String separator;
    private final List<String> suffixes;
    /** Its groups are the prefix and the version, which a repeatable one has not. */
    private final Pattern migration;

    private final Pattern beginning;

    private MigrationNames(String prefix, String repeatable, String separator, List<String> suffixes) {
        this.prefix = prefix;
        this.repeatable = repeatable;
        this.separator = separator;
        this.suffixes = suffixes;
        String versioned = "(" + Pattern.quote(prefix) + "|" + UNDO + "|B)(\\d+(?:[._]\\d+)*)";
        String begun = "(?:" + versioned + "|" + Pattern.quote(repeatable) + ")" + Pattern.quote(separator);
        beginning = Pattern.compile(begun);
        migration = Pattern.compile(
                begun + ".+(?:" + suffixes.stream().map(Pattern::quote).collect(Collectors.joining("|")) + ")");
    }

    static MigrationNames of(Environment environment) {
        return new MigrationNames(
                environment.get("FLYWAY_SQL_MIGRATION_PREFIX", "V"),
                environment.get("FLYWAY_REPEATABLE_SQL_MIGRATION_PREFIX", "R"),
                environment.get("FLYWAY_SQL_MIGRATION_SEPARATOR", "__"),
                List.of(environment.get("FLYWAY_SQL_MIGRATION_SUFFIXES", ".sql").split(",")));
    }

    /** Whether Flyway applies a file of this name. */
    boolean applied(String name) {
        Matcher matcher = migration.matcher(name);
        return matcher.matches() && !UNDO.equals(matcher.group(1));
    }

    boolean versioned(String name) {
        return version(prefix, name).isPresent();
    }

    /** The version of a versioned migration, as its name has it. */
    Optional<String> version(String name) {
        return version(prefix, name);
    }

    private Optional<String> version(String wanted, String name) {
        Matcher matcher = migration.matcher(name);
        return matcher.matches() && wanted.equals(matcher.group(1)) ? Optional.of(matcher.group(2)) : Optional.empty();
    }

    /** Whether a file undoes a version, which Flyway writes with dots. */
    boolean undoes(String name, String version) {
        return version(UNDO, name)
                .filter(undone -> undone.replace('_', '.').equals(version))
                .isPresent();
    }

    /** Whether Flyway would pass over a file that somebody has meant for it. */
    boolean mistaken(String name) {
        if (understood(name) || HARMLESS.matcher(name).matches()) return false;
        Matcher added = ADDED.matcher(name);
        if (added.matches() && understood(added.group(1))) return false;
        String lower = name.toLowerCase(Locale.ROOT);
        return beginning.matcher(name).lookingAt()
                || suffixes.stream().anyMatch(suffix -> lower.endsWith(suffix.toLowerCase(Locale.ROOT)));
    }

    private boolean understood(String name) {
        if (migration.matcher(name).matches()) return true;
        return suffixes.stream()
                .filter(name::endsWith)
                .map(suffix -> name.substring(0, name.length() - suffix.length()))
                .anyMatch(callback -> CALLBACKS.contains(callback.replaceFirst(Pattern.quote(separator) + ".*", "")));
    }

    String file(String version, String words) {
        return named(prefix + version, words);
    }

    String undoFile(String version, String words) {
        return named(UNDO + version, words);
    }

    private String named(String start, String words) {
        return start + separator + words + suffixes.get(0);
    }

    /** What names look like, for people. */
    String examples() {
        return file("20260131120000", "create_users") + " or " + named(repeatable, "views")
                + (separator.equals("__") ? " (two underscores)" : "");
    }
}
