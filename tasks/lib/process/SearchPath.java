//JAVA 17+

package lib.process;

import java.io.File;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lib.base.OperatingSystem;

/**
 * The directories of the PATH, in which programs are found by their names.
 *
 * @param endings what the file of a program ends with: Windows starts nothing without one
 */
record SearchPath(FileSystem disk, List<String> directories, List<String> endings) {

    private static final List<String> WINDOWS_ENDINGS = List.of(".exe", ".cmd", ".bat");

    static SearchPath ofThisProcess() {
        String path = System.getenv("PATH");
        return new SearchPath(
                FileSystems.getDefault(),
                path == null ? List.of() : List.of(path.split(File.pathSeparator)),
                OperatingSystem.WINDOWS ? WINDOWS_ENDINGS : List.of(""));
    }

    static SearchPath ofWindows(FileSystem disk, List<String> directories) {
        return new SearchPath(disk, directories, WINDOWS_ENDINGS);
    }

    /** The file of a program; null where there is none. */
    Path find(String program) {
        for (String directory : directories) {
            try {
                // Windows lets a directory stand in quotes, and people leave what is no path at all
                Path found = in(disk.getPath(directory.replace("\"", "")), program);
                if (found != null) return found;
            } catch (InvalidPathException e) {
                // then it is not there
            }
        }
        return null;
    }

    /** The file of a program that is named by its path from a directory; null where there is none. */
    Path in(Path directory, String program) {
        for (String ending : endings) {
            boolean complete = program.toLowerCase(Locale.ROOT).endsWith(ending);
            Path file = directory.resolve(complete ? program : program + ending).normalize();
            if (Files.isRegularFile(file) && Files.isExecutable(file)) return file;
        }
        return null;
    }
}
