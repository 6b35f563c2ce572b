//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.watch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** Class files that Maven makes without the compiler are none of the compiler's. */
class CompiledSourcesTest extends SmallRepository {

    /** As by createMissingPackageInfoClass of maven-compiler-plugin. */
    @Test
    void the_empty_class_that_maven_adds_for_a_package_stays() throws IOException, MavenNeededException {
        write("src/p/package-info.java", "/** Users. */ package p;");
        write("src/p/User.java", "package p; class User { }");
        Path output = Files.createDirectories(root.resolve("target/classes/p")).getParent();
        Compilation how = new Compilation(
                List.of(root.resolve("src")),
                output,
                List.of(),
                List.of("-g", "--release", "17"),
                StandardCharsets.UTF_8,
                Optional.empty());
        WarmCompiler compiler = new WarmCompiler();
        byte[] user = compiler.compile(how, how.sources(), how.path(), root)
                .classFiles()
                .get(root.resolve("src/p/User.java"))
                .get("p.User");
        Files.write(output.resolve("p/User.class"), user);
        byte[] ofMaven = {1, 2, 3};
        Files.write(output.resolve("p/package-info.class"), ofMaven);

        CompiledSources sources = new CompiledSources(compiler, how, root);
        Set<Path> different = new TreeSet<>();
        assertEquals(List.of(), sources.compare(different, new TreeMap<>()));
        assertEquals(Set.of(), different);
        sources.outputUnknown();
        assertEquals(List.of(), sources.compile());
        assertArrayEquals(ofMaven, Files.readAllBytes(output.resolve("p/package-info.class")));
    }
}
