//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.List;
import org.junit.jupiter.api.Test;
import support.Disk;

class SearchPathTest {

    @Test
    void on_windows_a_program_has_an_ending_and_a_directory_may_stand_in_quotes() throws IOException {
        try (FileSystem disk = Disk.WINDOWS.open()) {
            // the script for other systems lies beside the one for Windows
            Disk.write(disk.getPath("C:\\maven"), "bin\\mvn", "");
            Disk.write(disk.getPath("C:\\maven"), "bin\\mvn.cmd", "");
            Disk.write(disk.getPath("C:\\Program Files"), "Docker\\docker.exe", "");
            SearchPath path = SearchPath.ofWindows(
                    disk, List.of("what?is<this", "\"C:\\Program Files\\Docker\"", "", "C:\\maven\\bin"));
            assertEquals("C:\\maven\\bin\\mvn.cmd", path.find("mvn").toString());
            assertEquals(
                    "C:\\Program Files\\Docker\\docker.exe", path.find("docker").toString());
            assertNull(path.find("podman"));
            assertEquals("C:\\maven\\bin\\mvn.cmd", path.find("mvn.cmd").toString());
            assertEquals(
                    "C:\\maven\\bin\\mvn.cmd",
                    path.in(disk.getPath("C:\\maven"), "./bin/mvn").toString());
            assertNull(path.in(disk.getPath("C:\\maven"), "./bin/gradlew"));
        }
    }

    @Test
    void elsewhere_the_name_is_all_of_it() throws IOException {
        try (FileSystem disk = Disk.MACOS.open()) {
            Disk.write(disk.getPath("/opt"), "bin/mvn", "");
            SearchPath path = new SearchPath(disk, List.of("/nowhere", "/opt/bin"), List.of(""));
            assertEquals("/opt/bin/mvn", path.find("mvn").toString());
            assertNull(path.find("mvn.cmd"));
        }
    }
}
