//JAVA 17+

package support;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Finds in sources what works on Unix alone: its files, its programs, its permissions, and paths joined as text. */
public class UnixOnlyCode extends TreeScanner<Void, SortedSet<String>> {

    private static final Pattern FILE =
            Pattern.compile("/(?:dev|proc|etc|tmp|var|usr|bin|sbin|home|root|run)(?:/.*)?|unix:.*");
    private static final Set<String> PROGRAMS = Set.of(
            "sh", "bash", "kill", "chmod", "chown", "lsof", "unshare", "setpriv", "runuser", "su", "uname", "ln");
    private static final Set<String> NAMES = Set.of(
            "PosixFilePermissions",
            "PosixFilePermission",
            "PosixFileAttributes",
            "setPosixFilePermissions",
            "getPosixFilePermissions",
            "createSymbolicLink",
            "getOwner",
            "setOwner");
    private static final Set<String> MAKE_PATHS = Set.of("resolve", "resolveSibling", "getPath");

    /** What each file has of it. */
    public static SortedMap<String, SortedSet<String>> in(Path root, List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        SortedMap<String, SortedSet<String>> found = new TreeMap<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            var sources = manager.getJavaFileObjectsFromPaths(files);
            JavacTask task = (JavacTask) compiler.getTask(Writer.nullWriter(), manager, null, null, null, sources);
            for (CompilationUnitTree unit : task.parse()) {
                SortedSet<String> things = new TreeSet<>();
                new UnixOnlyCode().scan(unit.getTypeDecls(), things);
                Path file = root.relativize(Path.of(unit.getSourceFile().toUri()));
                if (!things.isEmpty()) found.put(file.getFileName().toString().replaceFirst("\\.java$", ""), things);
            }
        }
        return found;
    }

    @Override
    public Void visitLiteral(LiteralTree literal, SortedSet<String> found) {
        if (literal.getValue() instanceof String text && (FILE.matcher(text).matches() || PROGRAMS.contains(text)))
            found.add(text);
        return null;
    }

    @Override
    public Void visitIdentifier(IdentifierTree name, SortedSet<String> found) {
        if (NAMES.contains(name.getName().toString())) found.add(name.getName().toString());
        return null;
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree selected, SortedSet<String> found) {
        if (NAMES.contains(selected.getIdentifier().toString()))
            found.add(selected.getIdentifier().toString());
        return super.visitMemberSelect(selected, found);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, SortedSet<String> found) {
        String method = call.getMethodSelect().toString().replaceFirst("(?s).*\\.", "");
        boolean path =
                MAKE_PATHS.contains(method) || call.getMethodSelect().toString().equals("Path.of");
        if (path && call.getArguments().stream().anyMatch(UnixOnlyCode::joined)) found.add(call.toString());
        if (method.equals("replace") && call.getArguments().toString().equals("'\\\\','/'"))
            found.add("replace('\\\\', '/')");
        return super.visitMethodInvocation(call, found);
    }

    /** A text that is put together with a separator or a wildcard in it. */
    private static boolean joined(ExpressionTree argument) {
        return argument instanceof BinaryTree && argument.toString().matches("(?s).*\"[^\"]*[/\\\\*][^\"]*\".*")
                || argument instanceof LiteralTree literal
                        && String.valueOf(literal.getValue()).contains("*");
    }
}
