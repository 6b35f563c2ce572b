//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.adoption.ConfigurationRead.Source;

/** What code reads of its database's address, and what each part of it is for. */
class DatabaseUses {

    /** What tells what a value is for, the surest first. */
    enum Basis {
        ADDRESS,
        CALL,
        /** It is a part of what an address is where nothing is set. */
        DEFAULT,
        VARIABLE,
        NAME
    }

    /**
     * A name that code reads a part of an address by.
     *
     * @param value what an environment file has for it; null where only its part of an address is known
     * @param fallback what it is where nothing is set; null where that is not said
     */
    record Use(String name, Address.Role role, String value, String fallback, Basis basis) {

        boolean isForeign() {
            return fallback != null && Address.foreign(fallback);
        }
    }

    /** The server of a test run does not encrypt. */
    private static final Pattern ENCRYPTED = Pattern.compile("(?i)(?:^|[._-])(?:tls|ssl)(?:[._-]|$)");

    private final Map<String, Use> uses = new LinkedHashMap<>();
    private final Map<String, Set<Source>> sources = new TreeMap<>();
    private final Map<String, ConfigurationRead> places = new TreeMap<>();
    private final Map<String, String> fallbacks = new TreeMap<>();
    /** System properties that code sets itself. */
    private final Set<String> set = new HashSet<>();
    /** Sources that start an embedded PostgreSQL of their own. */
    final Set<Path> embedded = new LinkedHashSet<>();
    /** System properties that something depends on in a source. */
    final Map<Path, Set<ConfigurationRead>> switches = new LinkedHashMap<>();

    void read(ConfigurationRead read) {
        sources.computeIfAbsent(read.name(), key -> EnumSet.noneOf(Source.class))
                .add(read.source());
        places.putIfAbsent(read.name(), read);
    }

    /** Something in a source happens with the property only. */
    void dependsOn(ConfigurationRead property) {
        switches.computeIfAbsent(property.file(), key -> new LinkedHashSet<>()).add(property);
    }

    void isSet(String property) {
        set.add(property);
    }

    /** The placeholders of a text are used for a part of an address, or for what makes an address. */
    void use(String text, Address.Role role, String like, Basis basis) {
        boolean whole = Placeholders.isWhole(text);
        String outer = whole ? Placeholders.in(text).get(0).name() : null;
        fallbacks(text);
        Address.variables(text, role).forEach((name, value) -> {
            String fallback = fallbacks.get(name);
            String known = value;
            if (whole && fallback == null && role == Address.Role.URL) known = like == null ? null : Address.url(like);
            Basis own = whole && role == Address.Role.URL && !name.equals(outer) ? Basis.DEFAULT : basis;
            add(new Use(name, known == null ? role : partOf(known, role), known, fallback, own));
        });
    }

    /** What the names in a text are where nothing is set. */
    void fallbacks(String text) {
        for (Placeholders.Placeholder one : Placeholders.deep(text)) {
            String fallback = one.fallback() == null ? "" : Placeholders.resolve(one.fallback(), Map.of());
            if (!fallback.isEmpty() && !fallback.contains("${")) fallbacks.putIfAbsent(one.name(), fallback);
        }
    }

    private static Address.Role partOf(String value, Address.Role whole) {
        return switch (value) {
            case Address.HOST -> Address.Role.HOST;
            case Address.PORT -> Address.Role.PORT;
            case Address.DATABASE -> Address.Role.NAME;
            case Address.USER -> Address.Role.USER;
            case Address.PASSWORD -> Address.Role.PASSWORD;
            default -> whole;
        };
    }

    private void add(Use use) {
        if (use.name().equals(JavaTexts.UNKNOWN)
                || ENCRYPTED.matcher(use.name()).find()) return;
        uses.merge(use.name(), use, (one, other) -> other.basis().compareTo(one.basis()) < 0 ? other : one);
    }

    /** All of them, those too whose name alone tells what they are for. */
    List<Use> all() {
        places.keySet().forEach(name -> {
            String fallback = fallbacks.get(name);
            Address.Role role = Address.role(name);
            if (role != null)
                add(new Use(name, role, fallback == null ? null : Address.value(role, fallback), fallback, Basis.NAME));
        });
        List<Use> all = new ArrayList<>(uses.values());
        all.removeIf(use -> !sources.containsKey(use.name()) || set.contains(use.name()));
        // one whose default is of another kind of database is for that kind, where there is one for ours
        if (all.stream().anyMatch(use -> use.role() == Address.Role.URL && !use.isForeign())) {
            Set<String> foreign = groups(all, true);
            foreign.removeAll(groups(all, false));
            all.removeIf(use -> use.isForeign() || foreign.contains(group(use.name())));
        }
        return all;
    }

    /** What the names of addresses begin with, so that those of the user and the password do too. */
    private static Set<String> groups(List<Use> all, boolean foreign) {
        return all.stream()
                .filter(use -> use.role() == Address.Role.URL && use.isForeign() == foreign)
                .map(use -> group(use.name()))
                .collect(Collectors.toSet());
    }

    private static String group(String name) {
        return name.replaceFirst("[^._-]*$", "");
    }

    Set<Source> sources(Use use) {
        return sources.get(use.name());
    }

    /** Where a name is read first. */
    ConfigurationRead place(String name) {
        return Objects.requireNonNull(places.get(name));
    }

    /** The names of the variables that code reads. */
    List<String> variables() {
        return sources.keySet().stream()
                .filter(name -> sources.get(name).contains(Source.VARIABLE))
                .toList();
    }
}
