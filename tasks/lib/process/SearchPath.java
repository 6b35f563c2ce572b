//JAVA 17+

package lib.process;

import java.io.File;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
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
            for (String ending : endings) {
                try {
                    // Windows lets a directory stand in quotes, and people leave what is no path at all
                    Path file = disk.getPath(directory.replace("\"", ""), program + ending);
                    if (Files.isRegularFile(file) && Files.isExecutable(file)) return file;
                } catch (InvalidPathException e) {
                    break;
                }
            }
        }
        return null;
    }
}
