//JAVA 17+

package lib.environment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the variables of an environment are made from.
 *
 * @param label what its file is called, for people
 * @param root the repository, which paths are relative to
 * @param process the variables of this process, which win over the file
 * @param answers what an engine answered, which wins over both
 * @param database the one in APPLICATION_DATABASES that they are for; null for all, or where that is not set
 */
record VariableSources(
        String label,
        Path root,
        List<EnvironmentFile.Entry> entries,
        Map<String, String> process,
        Map<String, String> answers,
        String database) {

    VariableSources with(Map<String, String> moreAnswers) {
        Map<String, String> all = new LinkedHashMap<>(answers);
        all.putAll(moreAnswers);
        return new VariableSources(label, root, entries, process, all, database);
    }

    VariableSources with(List<EnvironmentFile.Entry> otherEntries, Map<String, String> otherProcess) {
        return new VariableSources(label, root, otherEntries, otherProcess, answers, database);
    }

    /** The same where a variable of this process does not count. */
    VariableSources withoutExported(String name) {
        Map<String, String> others = new LinkedHashMap<>(process);
        others.remove(name);
        return with(entries, others);
    }

    /** What the file has for a name. */
    Optional<EnvironmentFile.Entry> entry(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}
