//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import lib.base.ExitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTest {

    @TempDir
    Path directory;

    private static List<String> own(String shard, List<String> classes, Map<String, Double> seconds) {
        List<String> own = new ArrayList<>(classes);
        own.removeAll(Shard.of(shard)
                .others(
                        classes,
                        name -> seconds.containsKey(name)
                                ? OptionalDouble.of(seconds.get(name))
                                : OptionalDouble.empty()));
        return own;
    }

    @Test
    void a_shard_is_one_of_several() {
        assertEquals(new Shard(2, 3), Shard.of("2/3"));
        for (String wrong : List.of("0/3", "4/3", "1/0", "3", "1/", "a/b", "1/2/3", "-1/2", "1 / 2", "")) {
            assertEquals(
                    ExitException.WRONG_INPUT, assertThrows(ExitException.class, () -> Shard.of(wrong), wrong).code);
        }
    }

    @Test
    void every_class_is_in_one_part() {
        List<String> classes = IntStream.range(0, 23).mapToObj(i -> "C" + i).toList();
        List<String> together = new ArrayList<>();
        for (int i = 1; i <= 4; i++) together.addAll(own(i + "/4", classes, Map.of("C3", 7.0, "C5", 0.0)));
        assertEquals(23, together.size());
        assertEquals(new TreeSet<>(classes), new TreeSet<>(together));
    }

    @Test
    void the_parts_take_equally_long() {
        Map<String, Double> seconds = Map.of("A", 10.0, "B", 6.0, "C", 5.0, "D", 4.0, "E", 1.0);
        assertEquals(
                List.of("A", "D"),
                own("1/2", List.of("A", "B", "C", "D", "E"), seconds).stream()
                        .filter(name -> !name.equals("E"))
                        .toList());
        assertEquals(
                List.of("B", "C"),
                own("2/2", List.of("A", "B", "C", "D", "E"), seconds).stream()
                        .filter(name -> !name.equals("E"))
                        .toList());
    }

    @Test
    void classes_that_took_no_time_are_spread_too() {
        List<String> classes = IntStream.range(0, 10).mapToObj(i -> "C" + i).toList();
        assertEquals(5, own("1/2", classes, Map.of()).size());
        assertEquals(
                5, Shard.of("1/2").others(classes, name -> OptionalDouble.of(0)).size());
    }

    @Test
    void an_unknown_class_counts_as_the_median() {
        Map<String, Double> seconds = Map.of("A", 9.0, "B", 5.0, "C", 4.0);
        assertEquals(List.of("A"), own("1/2", List.of("A", "B", "C"), seconds));
        assertEquals(List.of("A", "C"), own("1/2", List.of("A", "B", "C", "X"), seconds));
    }

    @Test
    void the_order_of_the_files_does_not_matter() {
        List<String> classes =
                new ArrayList<>(IntStream.range(0, 50).mapToObj(i -> "C" + i).toList());
        List<String> before = Shard.of("2/3").others(classes, name -> OptionalDouble.empty());
        Collections.shuffle(classes, new Random(7));
        assertEquals(before, Shard.of("2/3").others(classes, name -> OptionalDouble.empty()));
    }

    @Test
    void the_excludes_keep_nested_classes_out_as_surefire_does_by_itself() throws IOException {
        Path source = Files.writeString(
                Files.createDirectories(directory.resolve("src/test/java")).resolve("ATest.java"),
                "class ATest { @Test void a() { } }");
        Files.writeString(directory.resolve("pom.xml"), "<project/>");
        TestSources names = TestSources.below(directory);
        assertEquals(source, names.classes().get(0).file());
        assertEquals(List.of("**/*$*", "a/BTest.class"), Shard.excludes(List.of("a.BTest"), names.poms(directory)));
        Files.writeString(
                directory.resolve("pom.xml"),
                "<plugin><artifactId>maven-surefire-plugin</artifactId>"
                        + "<configuration><excludes><exclude>x</exclude></excludes></configuration></plugin>");
        assertEquals(
                List.of("a/BTest.class", "a/BTest$*.class"), Shard.excludes(List.of("a.BTest"), names.poms(directory)));
        Files.writeString(
                directory.resolve("pom.xml"),
                "<plugin><artifactId>maven-surefire-plugin</artifactId></plugin>"
                        + "<plugin><artifactId>maven-jar-plugin</artifactId><exclude>x</exclude></plugin>");
        assertTrue(Shard.excludes(List.of(), names.poms(directory)).contains("**/*$*"));
    }
}
