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
        Optional<Path> own = sources.classes().stream()
                .filter(known -> known.name().equals(outer))
                .map(TestSources.TestClass::file)
                .findFirst();
        int colon = test.place().lastIndexOf(':');
        if (colon < 0) return own.map(file -> new FailurePlace(file, null));
        String name = test.place().substring(0, colon);
        Integer line = Integer.valueOf(test.place().substring(colon + 1));
        if (own.isPresent() && own.get().endsWith(name)) return Optional.of(new FailurePlace(own.get(), line));
        // in what the class inherits from; of several of the same name nobody knows which
        List<Path> named = sources.named(name);
        return named.size() == 1
                ? Optional.of(new FailurePlace(named.get(0), line))
                : own.map(file -> new FailurePlace(file, null));
    }
}
