//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import lib.base.Console;
import lib.process.ProcessRunner;
import lib.server.ServerUser;
import support.BadInput;
import support.Workspace;

/** Files of the project that are missing or wrong. */
class BadProjectFilesTest extends BadInput {

    static Stream<Case> bad() {
        return cases(sources(), directories());
    }

    private static Stream<Case> sources() {
        return Stream.of(
                test(
                        "no POM",
                        here -> here.deleteIfThere("app/pom.xml"),
                        "there is neither a pom.xml nor an app/pom.xml",
                        "Set APPLICATION_POM"),
                test(
                        "a migration with one underscore",
                        here -> here.write("app/src/main/resources/db/migration/V2_x.sql", ""),
                        "Flyway would ignore",
                        "two underscores"),
                new Case(
                        "no directory of migrations to migrate from",
                        here -> here.set("APPLICATION_MIGRATIONS", "db"),
                        "migrate",
                        2,
                        "APPLICATION_MIGRATIONS names db",
                        "create the directory"));
    }

    private static void cacheBelowAFile(Workspace here) throws IOException {
        List<String> program = List.of("id");
        String first = ServerUser.of(new ProcessRunner.Real(new Console(System.err, true, false)))
                .argv(program)
                .get(0);
        assumeTrue(
                List.of("id", "unshare").contains(first),
                "the server runs as another user here, and takes a directory of all users then");
        here.write("file", "")
                .set("XDG_CACHE_HOME", here.directory.resolve("file").toString());
    }

    private static Stream<Case> directories() {
        return Stream.of(
                new Case(
                        "a state directory that is a file",
                        here -> here.write(".manage", ""),
                        TEST,
                        3,
                        "cannot write to",
                        "Make it writable"),
                new Case(
                        "a cache directory below a file",
                        BadProjectFilesTest::cacheBelowAFile,
                        TEST,
                        3,
                        "cannot write to",
                        "export XDG_CACHE_HOME="),
                new Case(
                        "an image that has no embedded twin",
                        here -> here.replace("docker/testing.yml", "postgres:18", "postgres:99"),
                        TEST,
                        3,
                        "there is no embedded PostgreSQL 99",
                        "Available: 14"));
    }
}
