//JAVA 17+

package lib.watch;

import java.io.IOException;
import java.nio.file.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A directory of resources, and where Maven copies it to.
 *
 * @param plain each file is copied as it is
 */
public record ResourceDirectory(Path directory, Path output, boolean plain) {

    /** They matter to what is filtered. */
    private static final Set<String> KNOWN = Set.of(
            "delimiters",
            "encoding",
            "escapeWindowsPaths",
            "nonFilteredFileExtensions",
            "propertiesEncoding",
            "useDefaultDelimiters");

    private static final int FIELDS = 3;

    static List<ResourceDirectory> of(RecordedGoal goal) throws MavenNeededException {
        goal.requireOnly(KNOWN);
        List<ResourceDirectory> directories = new ArrayList<>();
        List<String> values = goal.values("manage.resources");
        Path output = Path.of(goal.value("outputDirectory"));
        for (int i = 0; i + FIELDS <= values.size(); i += FIELDS)
            directories.add(new ResourceDirectory(
                    Path.of(values.get(i)),
                    output.resolve(values.get(i + 1)),
                    values.get(i + 2).isEmpty()));
        return directories;
    }

    public boolean has(Path file) {
        return file.startsWith(directory);
    }

    /** Copies a file; what is gone stays where it was copied to, as with Maven. */
    public void copy(Path file) throws IOException {
        Path copy = output.resolve(directory.relativize(file).toString());
        if (!Files.isRegularFile(file)) return;
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
}
