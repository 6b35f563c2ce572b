//JAVA 17+

package lib.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a test failed.
 *
 * @param line null where it is not known
 */
record FailurePlace(Path file, Integer line) {

    /** The line in the sources; that of the test's class alone where the line is in no source that is known. */
    static Optional<FailurePlace> of(TestReports.Case test, TestSources sources) {
        String outer = test.id().type().replaceFirst("\\$.*", "");
        int colon = test.place().lastIndexOf(':');
        String name = test.place().substring(0, Math.max(colon, 0));
        Integer line = colon < 0 ? null : Integer.valueOf(test.place().substring(colon + 1));
        List<Path> named = sources.named(name);
        // nearly every source is where its package is, and need not be read
        String usual = outer.substring(0, outer.lastIndexOf('.') + 1).replace('.', '/') + name;
        List<Path> there = named.stream().filter(file -> file.endsWith(usual)).toList();
        if (there.size() == 1) return Optional.of(new FailurePlace(there.get(0), line));
        Optional<Path> own = sources.classes().stream()
                .filter(known -> known.name().equals(outer))
                .map(TestSources.TestClass::file)
                .findFirst();
        if (colon < 0) return own.map(file -> new FailurePlace(file, null));
        if (own.isPresent() && own.get().endsWith(name)) return Optional.of(new FailurePlace(own.get(), line));
        // in what the class inherits from; of several of the same name nobody knows which
        return named.size() == 1
                ? Optional.of(new FailurePlace(named.get(0), line))
                : own.map(file -> new FailurePlace(file, null));
    }
}
