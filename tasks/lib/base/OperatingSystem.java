//JAVA 17+

package lib.base;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What is different from one operating system to another, and not hidden by the JDK. */
public class OperatingSystem {

    public static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    /** A file that swallows whatever is written to it: /dev/null, or NUL. */
    public static String nullDevice() {
        return ProcessBuilder.Redirect.DISCARD.file().toString();
    }

    /** A relative path with slashes, as Git, archives, patterns and addresses have it on every system. */
    public static String slashed(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }
}
