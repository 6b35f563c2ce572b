//JAVA 17+

package lib.environment;

import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.base.NearestNames;
import lib.environment.EnvironmentFile.Entry;

/**
 * The variables of an environment with several databases, which APPLICATION_DATABASES names. Each database may have its
 * own value of some variables, under the variable's name with that of the database behind it; for one database, such a
 * value takes the place of the one that is for all.
 */
record DatabaseVariables(VariableSources sources, List<String> names) {

    static final String LIST = "APPLICATION_DATABASES";
    static final String DB = "APPLICATION_DB";
    /** Those of them that may be lists. */
    private static final Set<String> LISTS = Set.of("APPLICATION_MIGRATIONS", "APPLICATION_INIT_SQL");

    private static final Set<String> OWN = Set.of(
            DB,
            "APPLICATION_MIGRATIONS",
            "APPLICATION_INIT_SQL",
            "APPLICATION_SCHEMA",
            "APPLICATION_SEED",
            "APPLICATION_USER",
            "APPLICATION_PASSWORD",
            "APPLICATION_GRANTS");
    private static final String FLYWAY = "FLYWAY_";
    private static final String FILE = "_FILE";
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    /** With these a variable's name would be that of another one. */
    private static final Set<String> TAKEN = Set.of(FILE, "_BEFORE_COMPILE");

    static DatabaseVariables of(VariableSources sources) {
        String exported = sources.process().get(LIST);
        List<String> names = exported != null && !exported.isEmpty()
                ? VariableResolver.values(LIST, exported)
                : sources.entry(LIST).map(Entry::values).orElse(List.of());
        return new DatabaseVariables(sources, names);
    }

    /** Whether a variable may be a list because one of a database may be. */
    static boolean mayBeList(String variable) {
        return LISTS.stream().anyMatch(name -> variable.startsWith(name + "_"));
    }

    /** What stands behind a variable's name where it is for one database. */
    static String suffix(String database) {
        return "_" + database.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /**
     * The sources with a name on the server for each database, and APPLICATION_DB for the first; those of the database
     * itself where there is one.
     */
    VariableSources completed() {
        requireNames();
        requireKnownSuffixes();
        if (names.isEmpty()) return sources;
        Map<String, Entry> entries = new LinkedHashMap<>();
        sources.entries().forEach(entry -> entries.put(entry.name(), entry));
        for (String name : names) entries.putIfAbsent(DB + suffix(name), added(DB + suffix(name), name));
        entries.putIfAbsent(DB, added(DB, "${" + DB + suffix(names.get(0)) + "}"));
        VariableSources completed = sources.with(List.copyOf(entries.values()), sources.process());
        return names.size() == 1 ? new DatabaseVariables(completed, names).of(names.get(0)) : completed;
    }

    private Entry added(String name, String value) {
        return new Entry(name, List.of(value), false, false, line());
    }

    private int line() {
        return sources.entry(LIST).map(Entry::line).orElse(0);
    }

    private void requireNames() {
        unusable(place(line()), names).ifPresent(unusable -> {
            throw unusable;
        });
    }

    /**
     * Why these cannot be the names of databases, if they cannot.
     *
     * @param place where they are, with a colon behind it
     */
    static Optional<ExitException> unusable(String place, List<String> names) {
        Map<String, String> suffixes = new HashMap<>();
        for (String name : names) {
            if (!NAME.matcher(name).matches())
                return Optional.of(ExitException.wrongInput(
                        place + LIST + " has \"" + name + "\", which cannot be a part of a variable's name",
                        "Use letters, digits, _ and -. To give the database another name on the server, set " + DB
                                + "_NAME."));
            String before = suffixes.put(suffix(name), name);
            if (before != null)
                return Optional.of(ExitException.wrongInput(
                        place + LIST + " has \"" + before + "\" and \"" + name
                                + "\", whose variables would have the same names",
                        "Rename one. To give it another name on the server, set " + DB + suffix(name) + "."));
            if (TAKEN.contains(suffix(name)))
                return Optional.of(ExitException.wrongInput(
                        place + LIST + " has \"" + name
                                + "\", but a variable that ends with this name has another meaning",
                        "Choose another name, and set " + DB + "_NAME to the name on the server."));
        }
        return Optional.empty();
    }

    /** A variable whose database was misspelled would be for none. */
    private void requireKnownSuffixes() {
        for (Entry entry : sources.entries()) {
            String name = entry.name();
            if (!mayBeList(name) || owner(name).isPresent()) continue;
            Set<String> known = LISTS.stream()
                    .flatMap(base -> names.stream().map(one -> base + suffix(one)))
                    .collect(Collectors.toCollection(TreeSet::new));
            List<String> near = new NearestNames(name, false, 3).among(known.stream());
            String databases = names.isEmpty()
                    ? "Name the databases: {\"name\": \"" + LIST + "\", \"value\": [\"...\", \"...\"]}"
                    : "The databases are " + String.join(", ", names) + ".";
            throw wrong(
                    entry.line(),
                    name + " is for a database that " + LIST + " does not name",
                    near.isEmpty() ? databases : "Did you mean " + near.get(0) + "? " + databases);
        }
    }

    private ExitException wrong(int line, String what, String advice) {
        return ExitException.wrongInput(place(line) + what, advice);
    }

    private String place(int line) {
        return sources.label() + (line == 0 ? "" : ":" + line) + ": ";
    }

    /** The database that a variable is for; the longest name, where one ends with another. */
    private Optional<String> owner(String variable) {
        return names.stream()
                .filter(name -> variable.endsWith(suffix(name)))
                .filter(name -> variable.startsWith(FLYWAY) || OWN.contains(base(variable, name)))
                .max(Comparator.comparingInt(String::length));
    }

    private static String base(String variable, String database) {
        return variable.substring(0, variable.length() - suffix(database).length());
    }

    /** The sources for one of the databases. */
    VariableSources of(String database) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, String> process = new LinkedHashMap<>(sources.process());
        Map<String, String> answers = new LinkedHashMap<>(sources.answers());
        for (Entry entry : sources.entries()) {
            Optional<String> owner = owner(entry.name());
            // Flyway would take one with a suffix for a setting
            if (owner.isEmpty() || !entry.name().startsWith(FLYWAY)) entries.putIfAbsent(entry.name(), entry);
        }
        for (String base : bases(database)) {
            String own = base + suffix(database);
            Optional<Entry> entry = sources.entry(own);
            entry.ifPresent(found -> entries.put(base, renamed(found, base)));
            if (entry.isEmpty() && !process.containsKey(own)) continue;
            answers.remove(base);
            move(process, own, base);
            move(process, own + FILE, base + FILE);
        }
        return new VariableSources(
                sources.label(), sources.root(), List.copyOf(entries.values()), process, answers, database);
    }

    /** The variables of which it has its own, by the names that all databases have in common. */
    private List<String> bases(String database) {
        Set<String> bases = new TreeSet<>(OWN);
        sources.entries().stream()
                .map(Entry::name)
                .filter(name -> name.startsWith(FLYWAY)
                        && owner(name).filter(database::equals).isPresent())
                .forEach(name -> bases.add(base(name, database)));
        return List.copyOf(bases);
    }

    private static Entry renamed(Entry entry, String name) {
        return new Entry(name, entry.values(), entry.list(), entry.secret(), entry.line());
    }

    private static void move(Map<String, String> process, String from, String to) {
        String value = process.get(from);
        if (value == null) process.remove(to);
        else process.put(to, value);
    }

    /** A variable as the file has it: with the suffix where the database has its own. */
    static String written(VariableSources sources, String variable) {
        if (sources.database() == null) return variable;
        String own = variable + suffix(sources.database());
        return sources.entry(own).isPresent() || sources.process().containsKey(own) ? own : variable;
    }
}
