//JAVA 17+

package support;

import com.sun.source.tree.*;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Finds in sources each text that a person can meet, but for the descriptions of commands and options. */
public final class MessageScanner extends TreeScanner<Void, Void> {

    /** What is said, what to do about it, and which class says it. */
    public record Message(Kind kind, String text, String advice, String where) {}

    public enum Kind {
        FAILED,
        WRONG_INPUT,
        MACHINE_LACKS,
        ADVICE,
        WARNING,
        PROGRESS,
        DETAIL,
        OTHER
    }

    private static final Map<String, Kind> ERRORS = Map.of(
            "workFailed", Kind.FAILED,
            "wrongInput", Kind.WRONG_INPUT,
            "machineLacks", Kind.MACHINE_LACKS,
            "stop", Kind.MACHINE_LACKS);
    private static final Map<String, Kind> SAID =
            Map.of("warn", Kind.WARNING, "info", Kind.PROGRESS, "detail", Kind.DETAIL, "and", Kind.ADVICE);
    /** What they take is looked for, and not said. */
    private static final Set<String> SEARCHES =
            Set.of(("contains startsWith endsWith indexOf equals equalsIgnoreCase matches compile replace replaceAll"
                            + " replaceFirst split prepareStatement executeQuery execute executeUpdate")
                    .split(" "));

    private static final Pattern PROSE = Pattern.compile("(?s).*(?:^|[\\s(>])[A-Za-z]?[a-z']+,? [a-z']{2,}\\b.*");
    private static final Pattern SQL = Pattern.compile("(?is)\\s*(?:select|insert|update|delete|with|create|alter|drop"
            + "|grant|revoke|set|show|analyze|comment|do|and|or|from|where|order|join|lock) .*|.*\\bFROM pg_.*");
    private static final Pattern EXPRESSION = Pattern.compile("(?s).*(?:\\(\\?|\\[\\^|\\\\[sdw]|\\.\\*|\\|\\().*");
    /** A text with more lines is a file that is written. */
    private static final int LINES = 4;

    private final String where;
    private final List<Message> found;
    private final SourceText texts;
    private final List<Map.Entry<Tree, Message>> others = new ArrayList<>();

    private MessageScanner(String where, Map<String, List<ExpressionTree>> definitions, List<Message> found) {
        this.where = where;
        this.found = found;
        this.texts = new SourceText(definitions);
    }

    public static List<Message> in(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Message> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            var sources = manager.getJavaFileObjectsFromPaths(files);
            JavacTask task = (JavacTask) compiler.getTask(Writer.nullWriter(), manager, null, null, null, sources);
            for (CompilationUnitTree unit : task.parse()) {
                String file =
                        Path.of(unit.getSourceFile().toUri()).getFileName().toString();
                Definitions definitions = new Definitions();
                definitions.scan(unit.getTypeDecls(), null);
                new MessageScanner(file.replaceFirst("\\.java$", ""), definitions.usable(), found).read(unit);
            }
        }
        return found;
    }

    private void read(CompilationUnitTree unit) {
        scan(unit.getTypeDecls(), null);
        others.stream().filter(other -> !texts.isPart(other.getKey())).forEach(other -> found.add(other.getValue()));
    }

    @Override
    public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
        return null;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        String method = call.getMethodSelect().toString().replaceFirst("(?s).*\\.", "");
        List<? extends ExpressionTree> arguments = call.getArguments();
        if (SEARCHES.contains(method)) return scan(call.getMethodSelect(), null);
        if (ERRORS.containsKey(method) && arguments.size() == 2) {
            boolean advised = !arguments.get(1).toString().equals("null");
            add(ERRORS.get(method), arguments.get(0), advised ? texts.of(arguments.get(1)) : "");
            return scan(call.getMethodSelect(), null);
        }
        if (SAID.containsKey(method) && arguments.size() == 1 && isText(arguments.get(0))) {
            add(SAID.get(method), arguments.get(0), "");
            return scan(call.getMethodSelect(), null);
        }
        if (method.equals("printf") && arguments.get(0) instanceof LiteralTree format) {
            List<? extends ExpressionTree> values = arguments.subList(1, arguments.size());
            other(format, texts.filled(texts.of(format), values));
            return scan(values, null);
        }
        if (method.equals("formatted")) return text(call);
        return super.visitMethodInvocation(call, nothing);
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void nothing) {
        if (!made.getIdentifier().toString().equals("ParameterException")) return super.visitNewClass(made, nothing);
        add(Kind.WRONG_INPUT, made.getArguments().get(1), "See: manage.java <command> --help");
        return null;
    }

    private void add(Kind kind, ExpressionTree text, String advice) {
        found.add(new Message(kind, texts.of(text), advice, where));
    }

    /** A name of something that is passed on is no text. */
    private static boolean isText(ExpressionTree tree) {
        return tree.toString().contains("\"");
    }

    @Override
    public Void visitBinary(BinaryTree both, Void nothing) {
        return both.getKind() == Tree.Kind.PLUS && isText(both) ? text(both) : super.visitBinary(both, nothing);
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void nothing) {
        return literal.getValue() instanceof String ? text(literal) : null;
    }

    private Void text(ExpressionTree tree) {
        other(tree, texts.of(tree));
        return null;
    }

    private void other(Tree tree, String text) {
        if (PROSE.matcher(text).matches()
                && !SQL.matcher(text).matches()
                && !EXPRESSION.matcher(text).matches()
                && text.lines().count() <= LINES) others.add(Map.entry(tree, new Message(Kind.OTHER, text, "", where)));
    }

    /**
     * What the constants, variables and methods of a file stand for, where that is text and the name is its only one.
     */
    private static final class Definitions extends TreeScanner<Void, List<ExpressionTree>> {

        private final Map<String, List<ExpressionTree>> byName = new HashMap<>();

        Map<String, List<ExpressionTree>> usable() {
            byName.values().removeIf(List::isEmpty);
            return byName;
        }

        /** The second of a name makes it ambiguous. */
        private void define(String name, List<ExpressionTree> values) {
            boolean text = !values.isEmpty() && values.stream().allMatch(MessageScanner::isText);
            byName.merge(name, text ? values : List.of(), (one, other) -> List.of());
        }

        @Override
        public Void visitVariable(VariableTree variable, List<ExpressionTree> returned) {
            ExpressionTree value = variable.getInitializer();
            boolean string = "String".equals(String.valueOf(variable.getType()));
            define(variable.getName().toString(), value == null || !string ? List.of() : List.of(value));
            return super.visitVariable(variable, returned);
        }

        @Override
        public Void visitMethod(MethodTree method, List<ExpressionTree> outer) {
            List<ExpressionTree> returned = new ArrayList<>();
            super.visitMethod(method, returned);
            boolean string = "String".equals(String.valueOf(method.getReturnType()));
            define(method.getName() + "()", string ? returned : List.of());
            return null;
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree lambda, List<ExpressionTree> returned) {
            return super.visitLambdaExpression(lambda, new ArrayList<>());
        }

        @Override
        public Void visitReturn(ReturnTree statement, List<ExpressionTree> returned) {
            if (returned != null && statement.getExpression() != null) returned.add(statement.getExpression());
            return super.visitReturn(statement, returned);
        }
    }
}
