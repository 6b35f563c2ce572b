//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import support.Programs;
import support.RepositoryFiles;
import support.UnixOnlyCode;
import support.Workspace;

/** What is there for Unix alone, and what macOS and Windows have in its place. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("copied")
class EverySystemTest {

    private static final List<String> WITH_AN_ALTERNATIVE = List.of(
            // directories in the containers of images, which are Linux
            "ImageData: /home/postgres/pgdata, /var/lib/postgresql, /var/lib/postgresql/data",
            "PsqlClient: /tmp/manage-",
            "SecretDetection: /run/secrets/",
            "StackMounts: /dev/shm",
            // what people type, with the separators that they are used to
            "FailsafePatterns: replace('\\\\', '/')",
            "SelectionResolver: replace('\\\\', '/')",
            // who holds a port: /proc on Linux, lsof on macOS, nobody is named on Windows
            "Ports: /proc, /proc/net, lsof",
            // a file that is there, or not
            "PostgresRelease: /etc/alpine-release",
            // where the file system has such permissions
            "PrivateFiles: PosixFilePermissions, setPosixFilePermissions",
            // root alone needs another user, and nobody is root on Windows
            "ServerUser: /proc/self, /tmp, /usr/bin/env, /var/lib, /var/tmp, PosixFileAttributes, PosixFilePermission,"
                    + " PosixFilePermissions, getOwner, runuser, setOwner, setPosixFilePermissions, setpriv, su,"
                    + " unshare",
            // the owner of a directory that is mounted, where the file system knows it by a number
            "ThrowawayStack: unix:uid,gid",
            // the archive for Windows has no links in it
            "fetch_postgres: createSymbolicLink",
            // the quotes that JBang uses; a shell's kill only where there are other signals than Ctrl-C
            "jbang: bash, sh");

    @Test
    void what_only_unix_has_has_an_alternative() throws IOException, InterruptedException {
        Programs.require("git");
        Path root = Workspace.repository();
        List<Path> files = RepositoryFiles.in(root, "manage.java", "jbang.java", "tasks/*.java").stream()
                .map(root::resolve)
                .toList();
        assertEquals(
                String.join("\n", WITH_AN_ALTERNATIVE.stream().sorted().toList()),
                UnixOnlyCode.in(root, files).entrySet().stream()
                        .map(found -> found.getKey() + ": " + String.join(", ", found.getValue()))
                        .sorted()
                        .collect(Collectors.joining("\n")));
    }
}
