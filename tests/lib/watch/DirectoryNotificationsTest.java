//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.watch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryNotificationsTest {

    private static final long SOON = 2000;

    @TempDir
    private Path directory;

    @Test
    void it_tells_of_what_is_written_renamed_and_deleted_and_then_is_quiet() throws IOException {
        DirectoryNotifications notifications = new DirectoryNotifications();
        assumeTrue(notifications.available(), "the system does not tell of changes");
        notifications.listen(List.of(directory));
        assertFalse(notifications.await(1));
        Path copy = Files.writeString(directory.resolve("copy"), "text");
        assertTrue(notifications.await(SOON));
        while (notifications.await(20)) {}
        Files.move(copy, directory.resolve("file"), StandardCopyOption.ATOMIC_MOVE);
        assertTrue(notifications.await(SOON));
        while (notifications.await(20)) {}
        Files.delete(directory.resolve("file"));
        assertTrue(notifications.await(SOON));
    }

    @Test
    void a_directory_that_is_gone_again_is_no_error() {
        DirectoryNotifications notifications = new DirectoryNotifications();
        notifications.listen(List.of(directory.resolve("gone"), directory));
        assertTrue(!notifications.available() || !notifications.await(1));
    }
}
