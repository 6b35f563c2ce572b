//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSourcesTest {

    @TempDir
    Path directory;

    @Test
    void a_package_may_be_called_as_a_directory_of_maven_is() throws IOException {
        Files.writeString(directory.resolve("pom.xml"), "<project/>");
        for (String name : List.of("main", "build", "target")) {
            Path file = directory.resolve("src/test/java/com/example/" + name + "/" + name + "Test.java");
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, "package com.example." + name + "; class " + name + "Test { @Test void runs() { } }");
        }
        for (String other : List.of("target/generated", "build", "src/main/java")) {
            Files.createDirectories(directory.resolve(other));
            Files.writeString(
                    directory.resolve(other).resolve("OtherTest.java"), "class OtherTest { @Test void x() { } }");
        }
        TestSources sources = TestSources.below(directory);
        assertEquals(
                List.of("com.example.build.buildTest", "com.example.main.mainTest", "com.example.target.targetTest"),
                sources.classes().stream().map(TestSources.TestClass::name).toList());
        assertTrue(sources.has("com.example.main.mainTest"));
    }

    private void source(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> names() throws IOException {
        return TestSources.below(directory).classes().stream()
                .map(TestSources.TestClass::name)
                .toList();
    }

    @Test
    void java_is_parsed_and_not_searched() throws IOException {
        source("src/test/java/a/Checks.java", """
            package a;
            /* class Commented { @Test void x() { } } */
            record Checks(int number) {
                static final String TEXT = "class Quoted { @Nested void y() { } }";
                @ParameterizedTest
                @ValueSource(ints = {1,
                    2})
                public void counts(int given) { }
                int helper() { return 1; }
            }
            abstract class Base { }
            interface Contract { }
            """);
        TestSources sources = TestSources.below(directory);
        assertEquals(List.of("a.Checks"), names());
        assertEquals(List.of("counts"), sources.classes().get(0).methods());
        assertFalse(sources.hasNested("Checks"));
    }

    @Test
    void nested_classes_are_their_outer_classs() throws IOException {
        source(
                "src/test/java/a/UserTest.java",
                "package a; class UserTest { @org.junit.jupiter.api.Nested class Empty { @Test void finds() { } } }"
                        + " class Other { }");
        TestSources sources = TestSources.below(directory);
        assertEquals(List.of("a.Other", "a.UserTest"), names());
        assertTrue(sources.hasNested("UserTest"));
        assertFalse(sources.hasNested("Other"));
        assertEquals(List.of("UserTest#finds"), sources.similarTo("UserTest#find"));
    }

    @Test
    void a_source_with_errors_still_has_its_tests() throws IOException {
        source("src/test/java/BrokenTest.java", "class BrokenTest { @Test void a( { } @Test void b() { int x = ; } }");
        assertEquals(List.of("BrokenTest"), names());
    }

    @Test
    void other_languages_go_by_names() throws IOException {
        source("src/test/kotlin/KotlinTest.kt", "package k\n@Tag(\"x\")\nclass KotlinTest {\n  fun works() { }\n}\n");
        source(
                "src/test/groovy/ShopSpec.groovy",
                "package g\nclass ShopSpec extends Specification {\n def sells() {}\n}");
        source("src/test/groovy/ShopTest.groovy", "package g\nclass ShopTest {\n void sells() {}\n}");
        assertEquals(List.of("g.ShopTest", "k.KotlinTest"), names());
    }
}
