//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** Annotation processors run wherever Maven's compiler finds them. */
class WarmCompilerTest extends SmallRepository {

    private Path library;

    @BeforeEach
    void library() throws IOException {
        library = root.resolve("library");
        write("library/Writer.java", """
            import java.io.*; import java.util.*; import javax.annotation.processing.*;
            import javax.lang.model.*; import javax.lang.model.element.*;
            @SupportedAnnotationTypes("*")
            public class Writer extends AbstractProcessor {
                boolean done;
                public SourceVersion getSupportedSourceVersion() { return SourceVersion.latest(); }
                public boolean process(Set<? extends TypeElement> all, RoundEnvironment round) {
                    if (done) return false;
                    done = true;
                    try (java.io.Writer made =
                            processingEnv.getFiler().createSourceFile("Made").openWriter()) {
                        made.write("class Made { }");
                    } catch (IOException e) { throw new UncheckedIOException(e); }
                    return false;
                }
            }
            """);
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                library.resolve("Writer.java").toString()));
        write("library/META-INF/services/javax.annotation.processing.Processor", "Writer\n");
        write("src/User.java", "class User { Made made; }");
    }

    private WarmCompiler.Result compile(WarmCompiler compiler, List<Path> path, Optional<Processing> processing) {
        Compilation how = new Compilation(
                List.of(root.resolve("src")),
                root.resolve("classes"),
                path,
                List.of("-g", "-implicit:none", "--release", "17"),
                StandardCharsets.UTF_8,
                processing);
        return compiler.compile(how, Set.of(root.resolve("src/User.java")), path, root);
    }

    @Test
    void they_are_on_a_path_of_their_own_or_on_the_class_path() throws IOException, MavenNeededException {
        Files.createDirectories(root.resolve("classes"));
        WarmCompiler compiler = new WarmCompiler();
        Path output = root.resolve("generated");
        assertEquals(1, compile(compiler, List.of(), Optional.empty()).errors().size());
        WarmCompiler.Result own = compile(compiler, List.of(), Optional.of(new Processing(List.of(library), output)));
        assertEquals(List.of(), own.errors());
        assertEquals(Set.of(output.resolve("Made.java")), own.processed().keySet());
        WarmCompiler.Result classPath =
                compile(compiler, List.of(library), Optional.of(new Processing(List.of(), output)));
        assertEquals(List.of(), classPath.errors());
    }
}
