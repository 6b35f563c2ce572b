//JAVA 17+

package lib.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/** What some files were like at a time: their sizes and times, which are quicker to read than what is in them. */
public class FileFingerprints {

    public static void write(Path stamp, List<Path> files) throws IOException {
        Files.write(stamp, files.stream().map(file -> of(file) + " " + file).toList());
    }

    /** The first file that is no longer what it was; the stamp itself where it cannot be read. */
    public static Optional<Path> changed(Path stamp) {
        try {
            for (String line : Files.readAllLines(stamp)) {
                int blank = line.indexOf(' ');
                Path file = Path.of(line.substring(blank + 1));
                if (!of(file).equals(line.substring(0, blank))) return Optional.of(file);
            }
            return Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.of(stamp);
        }
    }

    private static String of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.size() + "@" + now.lastModifiedTime().toMillis();
        } catch (IOException e) {
            return "none";
        }
    }
}
