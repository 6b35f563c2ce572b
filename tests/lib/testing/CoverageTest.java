//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lib.base.ExitException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import support.Measured;
import support.Workspace;

/** What is said of classes that really ran under JaCoCo's probes. */
class CoverageTest {

    private static final String BASKET = """
        package com.shop;
        public class Basket implements Runnable {
            public void run() {
                new Line().price(1);
            }
            public String never() {
                String größe = "日本";
                return größe;
            }
            static class Line {
                int price(int n) {
                    if (n > 100) return 1;
                    return n;
                }
                void never() { }
            }
        }
        """;

    @TempDir
    Path shop;

    private Measured measured;

    @BeforeEach
    void makes_a_project() {
        measured = new Measured(shop);
    }

    private Coverage coverage() throws IOException {
        return measured.coverage().orElseThrow();
    }

    private Path report() throws IOException {
        return coverage().html(shop.resolve(".manage/coverage/html"), TestReports.sources(measured.classes()), "shop");
    }

    /** A class with as many lines that run, and that do not. */
    private static String counted(String name, int run, int missed) {
        return "public class " + name + " implements Runnable {\npublic void run() {\n"
                + "hashCode();\n".repeat(run - 2) + "}\nvoid never() {\n"
                + "hashCode();\n".repeat(missed == 0 ? 0 : missed - 1) + "}\n}\n";
    }

    @Test
    void the_table_has_a_row_a_source_file_with_its_missing_lines() throws Exception {
        measured.compile("", "com.shop.Basket", BASKET)
                .compile("", "Idle", "class Idle {\n int one() { return 1; }\n}\n")
                .run("com.shop.Basket");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        coverage().print(new PrintStream(out, true, "UTF-8"));
        assertEquals("""

            Name             Lines   Miss  Cover   Missing
            ----------------------------------------------
            Idle                 2      2     0%   1-2
            com.shop.Basket      9      3    67%   7-8, 15
            ----------------------------------------------
            TOTAL               11      5    55%

            """, out.toString("UTF-8").replace(System.lineSeparator(), "\n"));
    }

    @Test
    void the_percentage_is_not_rounded_up() throws Exception {
        measured.compile("", "Much", counted("Much", 1699, 301)).run("Much");
        assertEquals("85%", Coverage.percent(2000, 301));
        assertEquals(84.95, coverage().percent());
    }

    @Test
    void the_percentage_is_100_only_when_every_line_ran_and_0_when_none_did() throws Exception {
        measured.compile("", "All", counted("All", 3, 0))
                .compile("other", "Ran", counted("Ran", 3, 1))
                .run("Ran");
        Path all = shop.resolve("target/classes");
        assertEquals(0, Coverage.of(measured.data, List.of(all)).orElseThrow().percent());
        measured.run("All");
        assertEquals(75, Coverage.of(measured.data, List.of(all)).orElseThrow().percent());
        measured.compile("", "All", "public class All implements Runnable {\npublic void run() { }\n}\n")
                .run("All");
        assertEquals(100, Coverage.of(measured.data, List.of(all)).orElseThrow().percent());
    }

    @Test
    void nothing_is_measured_without_data_or_without_classes() throws Exception {
        assertEquals(Optional.empty(), Coverage.of(shop.resolve("jacoco.exec"), List.of()));
        measured.compile("", "com.shop.Basket", BASKET);
        assertEquals(Optional.empty(), measured.coverage());
        measured.run("com.shop.Basket");
        assertTrue(measured.coverage().isPresent());
        assertEquals(Optional.empty(), Coverage.of(measured.data, List.of()));
    }

    @Test
    void an_interface_without_code_is_nothing_to_measure() throws Exception {
        measured.compile("", "Empty", "interface Empty { void nothing(); }")
                .compile("other", "Ran", counted("Ran", 3, 1))
                .run("Ran");
        assertEquals(Optional.empty(), Coverage.of(measured.data, List.of(shop.resolve("target/classes"))));
    }

    @Test
    void data_that_was_cut_off_is_named() throws Exception {
        measured.compile("", "com.shop.Basket", BASKET).run("com.shop.Basket");
        byte[] whole = Files.readAllBytes(measured.data);
        Files.write(measured.data, Arrays.copyOf(whole, whole.length - 3));
        IOException error = assertThrows(IOException.class, this::coverage);
        assertTrue(error.getMessage().startsWith(measured.data + " is not what JaCoCo writes: "), error::getMessage);
    }

    @Test
    void the_same_classes_for_other_jdks_are_left_out() throws Exception {
        measured.compile("", "Ran", counted("Ran", 3, 1)).run("Ran");
        double before = coverage().percent();
        measured.compile("elsewhere", "Ran", counted("Ran", 3, 5));
        Path versions = Files.createDirectories(shop.resolve("target/classes/META-INF/versions/21"));
        Files.copy(shop.resolve("elsewhere/target/classes/Ran.class"), versions.resolve("Ran.class"));
        assertEquals(
                before,
                Coverage.of(measured.data, List.of(shop.resolve("target/classes")))
                        .orElseThrow()
                        .percent());
    }

    @Test
    void classes_that_were_compiled_again_are_warned_of() throws Exception {
        for (String name : List.of("A", "B", "C", "D"))
            measured.compile("", name, counted(name, 3, 1)).run(name);
        assertEquals(Optional.empty(), coverage().warning());
        for (String name : List.of("A", "B", "C", "D")) measured.compile("", name, counted(name, 3, 2));
        String warning = coverage().warning().orElseThrow();
        assertTrue(warning.contains("other class files of A, B, C and 1 more. "), warning);
        assertEquals(0, coverage().percent());
    }

    @Test
    void two_modules_may_have_a_class_of_the_same_name() throws Exception {
        measured.compile("core", "Main", counted("Main", 3, 1)).run("Main");
        measured.compile("web", "Main", "// of web\n" + counted("Main", 3, 2));
        assertEquals(Optional.empty(), coverage().warning());
        Path pages = report().getParent();
        assertFalse(
                Files.readString(pages.resolve("core/default/Main.java.html")).contains("// of web"));
        assertTrue(Files.readString(pages.resolve("web/default/Main.java.html")).contains("// of web"));
    }

    @Test
    void the_report_shows_a_class_and_its_source_line_by_line() throws Exception {
        measured.compile("", "com.shop.Basket", BASKET).run("com.shop.Basket");
        Path index = report();
        assertEquals(shop.resolve(".manage/coverage/html/index.html"), index);
        assertTrue(Files.readString(index).contains("<h1>shop</h1>"));
        Path pages = index.resolveSibling("com.shop");
        assertTrue(Files.exists(pages.resolve("Basket.html")) && Files.exists(pages.resolve("Basket$Line.html")));
        String source = Files.readString(pages.resolve("Basket.java.html"));
        assertTrue(source.contains("<span class=\"fc\" id=\"L4\">        new Line().price(1);</span>"), source);
        assertTrue(
                source.contains("<span class=\"nc\" id=\"L7\">        String größe = &quot;日本&quot;;</span>"), source);
        assertTrue(source.contains("<span class=\"pc bpc\" id=\"L12\" title=\"1 of 2 branches missed.\">"), source);
    }

    @Test
    void sources_of_kotlin_and_generated_ones_are_found() throws Exception {
        measured.compile("", "Ran", counted("Ran", 3, 1))
                .compile("", "Made", counted("Made", 3, 1))
                .run("Ran");
        Path kotlin = Files.createDirectories(shop.resolve("src/main/kotlin"));
        Path generated = Files.createDirectories(shop.resolve("target/generated-sources/annotations"));
        Files.move(shop.resolve("src/main/java/Ran.java"), kotlin.resolve("Ran.java"));
        Files.move(shop.resolve("src/main/java/Made.java"), generated.resolve("Made.java"));
        assertEquals(
                List.of(shop.resolve("src/main/java"), kotlin, generated), TestReports.sources(measured.classes()));
        Path pages = report().resolveSibling("default");
        assertTrue(Files.exists(pages.resolve("Ran.java.html")) && Files.exists(pages.resolve("Made.java.html")));
    }

    @Test
    void each_of_several_modules_is_a_group() throws Exception {
        measured.compile("core", "A", counted("A", 3, 1))
                .compile("web", "B", counted("B", 3, 1))
                .run("A");
        Files.createDirectories(shop.resolve("empty/target/classes"));
        Path index = report();
        String groups = Files.readString(index);
        assertTrue(
                groups.contains("<h1>shop</h1>")
                        && groups.contains("href=\"core/index.html\"")
                        && groups.contains("href=\"web/index.html\""),
                groups);
        assertFalse(groups.contains("empty"), groups);
        assertTrue(Files.readString(index.resolveSibling("web").resolve("default/B.java.html"))
                .contains("class=\"nc\""));
    }

    @Test
    void a_module_is_called_by_its_directory_from_the_one_they_share() {
        assertEquals(Set.of("core", "web"), names("/w/shop/core", "/w/shop/web"));
        assertEquals(Set.of("a/core", "b/core"), names("/w/shop/a/core", "/w/shop/b/core"));
        assertEquals(Set.of("shop", "shop/shop"), names("/w/shop", "/w/shop/shop"));
    }

    private static Set<String> names(String... modules) {
        return Set.copyOf(CoveragePages.names(Stream.of(modules)
                        .map(module -> Path.of(module, "target", "classes"))
                        .toList())
                .values());
    }

    @Test
    void nothing_of_a_former_report_is_left() throws Exception {
        measured.compile("", "Old", counted("Old", 3, 1))
                .compile("", "Kept", counted("Kept", 3, 1))
                .run("Kept");
        Path pages = report().resolveSibling("default");
        assertTrue(Files.exists(pages.resolve("Old.html")));
        Files.delete(shop.resolve("target/classes/Old.class"));
        report();
        assertFalse(Files.exists(pages.resolve("Old.html")));
        assertTrue(Files.exists(pages.resolve("Kept.html")));
        try (Stream<Path> beside = Files.list(shop.resolve(".manage/coverage"))) {
            assertEquals(
                    List.of("html"),
                    beside.map(path -> path.getFileName().toString()).toList());
        }
    }

    @Test
    void a_directory_that_is_no_report_is_not_replaced() throws Exception {
        measured.compile("", "Ran", counted("Ran", 3, 1)).run("Ran");
        Path mine = Files.createDirectories(shop.resolve("site"));
        Path letter = Files.writeString(mine.resolve("index.html"), "mine");
        ExitException stop = assertThrows(ExitException.class, () -> coverage().html(mine, List.of(), "shop"));
        assertEquals(ExitException.WRONG_INPUT, stop.code);
        assertEquals("mine", Files.readString(letter));
        Files.delete(letter);
        assertTrue(Files.size(coverage().html(mine, List.of(), "shop")) > 100);
    }

    @Test
    void no_class_of_jacoco_is_loaded_before_coverage_is_asked_for() throws Exception {
        Process java = new ProcessBuilder(
                        Workspace.java(),
                        "-verbose:class",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "support.Measured$NotAsked")
                .redirectErrorStream(true)
                .start();
        String loaded = new String(java.getInputStream().readAllBytes());
        assertEquals(0, java.waitFor(), loaded);
        assertTrue(loaded.contains(" lib.testing.TestRun source:"), loaded);
        assertFalse(
                loaded.contains("org.jacoco"),
                () -> loaded.lines()
                        .filter(line -> line.contains("org.jacoco"))
                        .findFirst()
                        .orElse(""));
    }
}
