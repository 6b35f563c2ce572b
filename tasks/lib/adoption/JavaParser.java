//JAVA 17+

package lib.adoption;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.tools.SimpleJavaFileObject;
import lib.base.JavaSyntax;

/** Parses Java sources that were read already. */
class JavaParser {

    /** A parser of their own for fewer would take longer than they do. */
    private static final int FEW = 50;

    /** A source that was read already. */
    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(Path path, String text) {
            super(path.toUri(), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /**
     * Parses some on each processor.
     *
     * @param texts the sources, by their paths
     * @return in the order of these
     */
    static List<JavaFile> parse(Map<Path, String> texts) {
        List<Path> paths = List.copyOf(texts.keySet());
        int processors = Runtime.getRuntime().availableProcessors();
        int size = Math.max(FEW, (paths.size() + processors - 1) / processors);
        return IntStream.iterate(0, at -> at < paths.size(), at -> at + size)
                .mapToObj(at -> paths.subList(at, Math.min(paths.size(), at + size)))
                .toList()
                .parallelStream()
                .flatMap(part -> parse(part, texts).stream())
                .toList();
    }

    private static List<JavaFile> parse(List<Path> paths, Map<Path, String> texts) {
        JavacTask task = JavaSyntax.of(
                null,
                paths.stream().map(path -> new Text(path, texts.get(path))).toList());
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<JavaFile> files = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                Path path = Path.of(unit.getSourceFile().toUri());
                files.add(new JavaFile(path, texts.get(path), unit, positions));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
