//JAVA 17+

package e2e;

import java.util.stream.Stream;
import support.BadInput;

/** Files of the project that are missing or wrong. */
class BadProjectFilesTest extends BadInput {

    static Stream<Case> bad() {
        return Stream.concat(sources(), folders());
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
                        "no folder of migrations to migrate from",
                        here -> here.set("APPLICATION_MIGRATIONS", "db"),
                        "migrate",
                        2,
                        "APPLICATION_MIGRATIONS names db",
                        "create the folder"));
    }

    private static Stream<Case> folders() {
        return Stream.of(
                new Case(
                        "a state folder that is a file",
                        here -> here.write(".manage", ""),
                        TEST,
                        3,
                        "cannot write to",
                        "Make it writable"),
                new Case(
                        "a cache folder below a file",
                        here -> here.write("file", "")
                                .set(
                                        "XDG_CACHE_HOME",
                                        here.folder.resolve("file").toString()),
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
                        "There are: 14"));
    }
}
