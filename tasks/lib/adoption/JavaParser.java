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
import javax.tools.SimpleJavaFileObject;
import lib.base.JavaSyntax;

/** Parses Java sources that were read already. */
class JavaParser {

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

    /** @param texts the sources, by their paths */
    static List<JavaFile> parse(Map<Path, String> texts) {
        if (texts.isEmpty()) return List.of();
        List<Text> sources = new ArrayList<>();
        texts.forEach((path, text) -> sources.add(new Text(path, text)));
        JavacTask task = JavaSyntax.of(null, sources);
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
