//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lib.adoption.ScriptFiles.Step;
import lib.base.Hashing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import support.Disk;

/** The scripts of a repository and their manifest, on the disks of every system. */
class ScriptFilesTest {

    private static String line(String text, String name) {
        return Hashing.sha256(text.getBytes()) + "  " + name + "\r\n";
    }

    @ParameterizedTest
    @EnumSource
    void lines_that_git_ends_otherwise_are_no_change(Disk system) throws IOException {
        try (FileSystem disk = system.open()) {
            Path source = source(disk);
            Path target = Files.createDirectories(Disk.directory(disk).resolve("target"));
            Disk.write(target, "tasks/sql.java", "one\r\ntwo\r\n");
            Disk.write(target, "tasks/old/gone.java", "old\r\n");
            Disk.write(target, ScriptFiles.MANIFEST, line("old\n", "tasks/old/gone.java"));
            ScriptFiles scripts = new ScriptFiles(source, target);
            Map<String, Step> plan = scripts.plan(false);
            assertEquals(Map.of("tasks/sql.java", Step.SAME, "tasks/old/gone.java", Step.REMOVE), plan);
            scripts.carryOut(plan);
            assertTrue(Files.notExists(target.resolve("tasks/old")));
            assertEquals(
                    List.of("tasks/sql.java"),
                    Files.readAllLines(target.resolve(ScriptFiles.MANIFEST)).stream()
                            .map(text -> text.substring(66))
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_manifest_leads_nowhere_else(Disk system) throws IOException {
        try (FileSystem disk = system.open()) {
            Path source = source(disk);
            Path work = Disk.directory(disk);
            Path target = Files.createDirectories(work.resolve("target"));
            Path root = disk.getRootDirectories().iterator().next();
            StringBuilder manifest = new StringBuilder();
            for (Path outside : List.of(
                    Disk.write(work, "outside", "x"),
                    Disk.write(work, "target2/outside", "x"),
                    Disk.write(root, "outside", "x"))) {
                for (String name : List.of(
                        outside.toString(),
                        outside.toString().replace('\\', '/'),
                        target.relativize(outside).toString(),
                        target.relativize(outside).toString().replace('\\', '/'),
                        "tasks/../" + target.relativize(outside))) manifest.append(line("x", name));
            }
            manifest.append(line("x", "/outside")).append(line("x", "what?is:this<"));
            Disk.write(target, ScriptFiles.MANIFEST, manifest.toString());
            assertEquals(Map.of("tasks/sql.java", Step.ADD), new ScriptFiles(source, target).plan(true));
        }
    }

    @ParameterizedTest
    @EnumSource
    void files_of_a_repository_are_named_with_slashes(Disk system) throws IOException {
        try (FileSystem disk = system.open()) {
            Path root = Disk.directory(disk);
            Disk.write(root, "app/src/main/resources/application.yml", "");
            Disk.write(root, "app/target/classes/application.yml", "");
            RepositoryFiles files = new RepositoryFiles(root);
            assertEquals(
                    List.of("app/src/main/resources/application.yml"),
                    files.matching("app/.*\\.yml").stream().map(files::show).toList());
        }
    }

    private static Path source(FileSystem disk) throws IOException {
        Path source = Disk.directory(disk).resolve("source");
        Disk.write(source, ScriptFiles.LIST, "//FILES manage.source/tasks/sql.java=../../../sql.java\r\n");
        Disk.write(source, "tasks/sql.java", "one\ntwo\n");
        return source;
    }
}
