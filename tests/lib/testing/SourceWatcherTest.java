//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** What a change of files makes run again. */
class SourceWatcherTest extends SmallRepository {

    private void test(String type, String end) throws IOException {
        write(
                "src/test/java/com/example/" + type.toLowerCase() + "/" + type + "Test.java",
                "package com.example." + type.toLowerCase() + "; class " + type + "Test { @Test void runs() { } }"
                        + end);
    }

    @Test
    void a_package_may_be_called_as_a_directory_of_maven_is() throws IOException {
        List<String> types = List.of("Build", "Main", "Target");
        for (String type : types) test(type, "");
        write("target/generated/Made.java", "class Made { }");
        SourceWatcher watcher = new SourceWatcher(root, List.of(root), new TypedKeys());
        write("target/generated/Made.java", "class Made { int again; }");
        for (String type : types) test(type, " // again");
        SourceWatcher.Next next = watcher.await();
        assertEquals(SourceWatcher.Action.CHANGED, next.action());
        assertEquals(
                List.of("com.example.build.BuildTest", "com.example.main.MainTest", "com.example.target.TargetTest"),
                watcher.tests(next.changed()));
        assertEquals(
                "src/test/java/com/example/build/BuildTest.java, src/test/java/com/example/main/MainTest.java,"
                        + " src/test/java/com/example/target/TargetTest.java",
                watcher.shown(next.changed()));
    }
}
