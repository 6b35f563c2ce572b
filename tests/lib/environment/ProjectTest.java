//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lib.base.ExitException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import support.Disk;

/** Where a project has its files, on the disks of every system. */
class ProjectTest {

    @ParameterizedTest
    @EnumSource
    void it_is_found_from_a_directory_below(Disk system) throws IOException {
        try (FileSystem disk = system.open()) {
            Path root = Disk.directory(disk);
            Path below = Disk.write(root, "app/src/Main.java", "").getParent();
            assertThrows(ExitException.class, () -> Project.around(below));
            Disk.write(root, "manage.java", "");
            assertEquals(new Project(root), Project.around(below));
            assertEquals(new Project(root), Project.around(root.resolve("app/../app")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_lies_in_it_is_shown_from_there_and_the_rest_as_a_whole(Disk system) throws IOException {
        try (FileSystem disk = system.open()) {
            Path root = Disk.directory(disk);
            Project project = new Project(root);
            assertEquals(system.shown("docker/testing.yml"), project.show(project.composeFile("testing")));
            Path beside = root.resolveSibling(root.getFileName() + "2").resolve("x");
            assertEquals(beside.toString(), project.show(beside));
        }
    }

    @ParameterizedTest
    @EnumSource
    void its_environments_are_read_whatever_their_lines_end_with(Disk system) throws IOException {
        try (FileSystem disk = system.open()) {
            Project project = new Project(Disk.directory(disk));
            assertEquals(List.of(), project.environments());
            Disk.write(project.root(), "config/testing.json", "[\r\n{\"name\": \"A\",\r\n\"value\": \"b\"}\r\n]\r\n");
            Disk.write(project.root(), "config/production.json", "[]");
            Disk.write(project.root(), "config/notes.txt", "");
            assertEquals(List.of("production", "testing"), project.environments());
            assertEquals("b", Environment.load(project, "testing", Map.of()).get("A", ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void its_state_is_kept_in_one_directory_that_git_does_not_see(Disk system) throws IOException {
        try (FileSystem disk = system.open()) {
            Project project = new Project(Disk.directory(disk));
            Path file = project.state("coverage", "jacoco.exec");
            assertEquals(system.shown(".manage/coverage/jacoco.exec"), project.show(file));
            assertEquals("*\n", Files.readString(project.root().resolve(".manage/.gitignore")));
        }
    }
}
