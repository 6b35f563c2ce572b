//JAVA 17+

package lib.adoption;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The system properties that code reads, without those that it sets itself. */
class SystemProperties {

    private static final Pattern READ =
            Pattern.compile("System\\.getProperty\\(\\s*\"([\\w.-]+)\"(?:\\s*,\\s*\"([^\"]*)\")?");
    private static final Pattern SET = Pattern.compile("System\\.setProperty\\(\\s*\"([\\w.-]+)\"");

    private final Set<String> read = new TreeSet<>();
    /** Those whose default is of another kind of database. */
    private final Set<String> foreign = new HashSet<>();

    private final Set<String> set = new HashSet<>();

    void read(String code) {
        READ.matcher(code).results().forEach(name -> {
            read.add(name.group(1));
            if (name.group(2) != null && Address.foreign(name.group(2))) foreign.add(name.group(1));
        });
        SET.matcher(code).results().forEach(name -> set.add(name.group(1)));
    }

    /**
     * The system properties that code reads: one whose default is of another kind of database is for that kind, where
     * there is one for ours.
     */
    Set<String> names() {
        Set<String> all = new TreeSet<>(read);
        all.removeAll(set);
        Set<String> ours = new TreeSet<>(all);
        ours.removeAll(foreign);
        return ours.stream().anyMatch(name -> Address.role(name) == Address.Role.URL) ? ours : all;
    }
}
