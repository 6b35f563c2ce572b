//JAVA 17+

package lib.adoption;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SimpleTreeVisitor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text that an expression makes, without running anything: constants as they are, what is read from the
 * configuration as a placeholder with its default, such as {@code ${DB_URL:jdbc:postgresql://localhost/shop}}.
 */
class JavaTexts extends SimpleTreeVisitor<String, JavaTexts.Scope> {

    /** Stands for what cannot be known. */
    static final String UNKNOWN = "\uFFFC";

    private static final Pattern CLASS = Pattern.compile("[A-Z]\\w*");
    private static final Pattern READABLE = Pattern.compile("[\\w.\\[\\]-]+");

    private static final int LONGEST = 4000;
    /** Expressions that are looked at for one: definitions that refer to one another may be many. */
    private static final int MOST = 500;
    /** Expressions that one is a part of: each takes frames of the stack. */
    private static final int DEEPEST = 50;

    private static final Set<String> TEXT_CLASSES = Set.of("String", "StringBuilder", "StringBuffer", "URI");

    /**
     * Where an expression stands.
     *
     * @param method null for that of a field
     * @param bound what the parameters of the method are given
     */
    record Scope(JavaFile file, MethodTree method, Map<String, String> bound) {}

    /** What code reads, in the order in which it was met. */
    final List<ConfigurationRead> reads = new ArrayList<>();
    /** Expressions whose value is a part of what is read from the configuration: its names and defaults. */
    final Set<Tree> led = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Function<String, Optional<JavaFile>> classes;
    private final JavaCalls calls = new JavaCalls(this);
    /** What is being evaluated: what comes to one of these again is defined by itself, and has no text. */
    private final Set<Tree> begun = Collections.newSetFromMap(new IdentityHashMap<>());
    /** The parts of what is evaluated now. */
    private final List<Tree> visited = new ArrayList<>();

    private JavaFile file;
    private Tree place;
    private int steps;

    /** @param classes the sources of the repository, by the simple names of their classes */
    JavaTexts(Function<String, Optional<JavaFile>> classes) {
        super(UNKNOWN);
        this.classes = classes;
    }

    /** The text of an expression that is no part of another one. */
    String of(JavaFile file, MethodTree method, ExpressionTree tree) {
        return whole(file, tree, () -> part(tree, new Scope(file, method, Map.of())));
    }

    /** The text of a variable, with all that it is given anywhere. */
    String of(JavaFile file, MethodTree method, VariableTree tree) {
        Scope scope = new Scope(file, method, Map.of());
        String name = tree.getName().toString();
        return whole(file, tree, () -> oneOf(file.given(method, name).stream(), scope));
    }

    private String whole(JavaFile file, Tree tree, Supplier<String> text) {
        visited.clear();
        steps = 0;
        this.file = file;
        place = tree;
        String whole = text.get();
        if (whole.contains("${")) led.addAll(visited);
        return whole;
    }

    String part(ExpressionTree tree, Scope scope) {
        if (tree == null || steps++ > MOST || begun.size() > DEEPEST) return UNKNOWN;
        visited.add(tree);
        Map<Tree, String> known = scope.file().known;
        String before = scope.bound().isEmpty() ? known.get(tree) : null;
        if (before != null) return before;
        if (!begun.add(tree)) return UNKNOWN;
        String text = visit(tree, scope);
        begun.remove(tree);
        if (text.length() > LONGEST) text = UNKNOWN;
        if (scope.bound().isEmpty()) known.put(tree, text);
        return text;
    }

    /** One of several texts: what is read comes before what it is where nothing is set. */
    String oneOf(Stream<? extends ExpressionTree> trees, Scope scope) {
        List<String> texts = trees.map(tree -> part(tree, scope))
                .filter(text -> !text.isEmpty() && !text.equals(UNKNOWN))
                .distinct()
                .toList();
        Optional<String> open = texts.stream().filter(Placeholders::isOpen).findFirst();
        if (open.isPresent()) {
            return texts.stream()
                    .filter(text -> !text.equals(open.get()))
                    .reduce(open.get(), Placeholders::withFallback);
        }
        return texts.stream()
                .filter(text -> text.contains("${"))
                .findFirst()
                .orElse(texts.isEmpty() ? UNKNOWN : texts.get(0));
    }

    /** What is read by a name, as a placeholder. */
    String read(ConfigurationRead.Source source, String name, String fallback) {
        if (!READABLE.matcher(name).matches()) return unknownRead(fallback);
        reads.add(new ConfigurationRead(name, source, file.path, file.line(place)));
        return Placeholders.withFallback("${" + name + "}", fallback);
    }

    boolean isProperty(String name) {
        return reads.stream()
                .anyMatch(read -> read.source() == ConfigurationRead.Source.PROPERTY
                        && read.name().equals(name));
    }

    /** What is read, nobody knows where, with its default. */
    static String unknownRead(String fallback) {
        return fallback.isEmpty() || fallback.equals(UNKNOWN) ? UNKNOWN : "${" + UNKNOWN + ":" + fallback + "}";
    }

    Optional<JavaFile> source(String type) {
        return classes.apply(type);
    }

    @Override
    public String visitLiteral(LiteralTree tree, Scope scope) {
        return tree.getValue() == null ? "" : String.valueOf(tree.getValue());
    }

    @Override
    public String visitParenthesized(ParenthesizedTree tree, Scope scope) {
        return part(tree.getExpression(), scope);
    }

    @Override
    public String visitTypeCast(TypeCastTree tree, Scope scope) {
        return part(tree.getExpression(), scope);
    }

    @Override
    public String visitBinary(BinaryTree tree, Scope scope) {
        if (tree.getKind() != Tree.Kind.PLUS) return UNKNOWN;
        return part(tree.getLeftOperand(), scope) + part(tree.getRightOperand(), scope);
    }

    @Override
    public String visitConditionalExpression(ConditionalExpressionTree tree, Scope scope) {
        return oneOf(Stream.of(tree.getTrueExpression(), tree.getFalseExpression()), scope);
    }

    @Override
    public String visitNewArray(NewArrayTree tree, Scope scope) {
        return tree.getInitializers() != null && tree.getInitializers().size() == 1
                ? part(tree.getInitializers().get(0), scope)
                : UNKNOWN;
    }

    @Override
    public String visitNewClass(NewClassTree tree, Scope scope) {
        if (!TEXT_CLASSES.contains(JavaFile.simpleName(tree.getIdentifier()))) return UNKNOWN;
        return tree.getArguments().isEmpty() ? "" : part(tree.getArguments().get(0), scope);
    }

    @Override
    public String visitIdentifier(IdentifierTree tree, Scope scope) {
        String name = tree.getName().toString();
        String bound = scope.bound().get(name);
        if (bound != null) return bound;
        if (scope.file().isLocal(scope.method(), name))
            return oneOf(scope.file().given(scope.method(), name).stream(), scope);
        return field(scope.file(), name);
    }

    /** What a field is given, or one that its class inherits or imports. */
    private String field(JavaFile file, String name) {
        List<ExpressionTree> given = file.given(null, name);
        if (!given.isEmpty()) return oneOf(given.stream(), new Scope(file, null, Map.of()));
        return elsewhere(file, name)
                .filter(other -> !other.given(null, name).isEmpty())
                .map(other -> oneOf(other.given(null, name).stream(), new Scope(other, null, Map.of())))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** The sources that a name may come from which a class does not declare. */
    Stream<JavaFile> elsewhere(JavaFile file, String name) {
        return Stream.concat(Stream.ofNullable(file.importedFrom(name)), file.supertypes.stream())
                .map(this::source)
                .flatMap(Optional::stream)
                .filter(other -> other != file);
    }

    @Override
    public String visitMemberSelect(MemberSelectTree tree, Scope scope) {
        String name = tree.getIdentifier().toString();
        String owner = JavaFile.simpleName(tree.getExpression());
        if (owner.equals("this") || owner.equals("super")) return field(scope.file(), name);
        if (!CLASS.matcher(owner).matches()) return UNKNOWN;
        return field(source(owner).orElse(scope.file()), name);
    }

    @Override
    public String visitLambdaExpression(LambdaExpressionTree tree, Scope scope) {
        return tree.getBody() instanceof ExpressionTree body ? part(body, scope) : UNKNOWN;
    }

    @Override
    public String visitMethodInvocation(MethodInvocationTree tree, Scope scope) {
        return calls.of(tree, scope);
    }

    /** The simple name of an expression's class as far as declarations say; of a chain of calls, that of its start. */
    String typeOf(ExpressionTree tree, Scope scope) {
        return typeOf(tree, scope, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** @param seen variables on the way here: one may be declared by another of its name */
    private static String typeOf(ExpressionTree tree, Scope scope, Set<VariableTree> seen) {
        if (tree instanceof NewClassTree made) return JavaFile.simpleName(made.getIdentifier());
        if (tree instanceof ParenthesizedTree inner) return typeOf(inner.getExpression(), scope, seen);
        if (tree instanceof TypeCastTree cast) return JavaFile.simpleName(cast.getType());
        if (tree instanceof MethodInvocationTree call && call.getMethodSelect() instanceof MemberSelectTree select)
            return typeOf(select.getExpression(), scope, seen);
        String name = JavaFile.simpleName(tree);
        VariableTree declared = scope.file().declaration(scope.method(), name);
        if (declared == null) return CLASS.matcher(name).matches() ? name : "";
        if (declared.getType() != null && !declared.getType().toString().equals("var"))
            return JavaFile.simpleName(declared.getType());
        return declared.getInitializer() == null || !seen.add(declared)
                ? ""
                : typeOf(declared.getInitializer(), scope, seen);
    }
}
