//JAVA 17+

package lib.adoption;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import lib.adoption.ConfigurationRead.Source;
import lib.adoption.DatabaseUses.Basis;
import lib.adoption.JavaTexts.Scope;

/** Walks through a source and looks at what is given to what: to a variable, a setter, a driver, an annotation. */
class JavaScan extends MethodScanner {

    private static final Pattern CONNECTS = Pattern.compile("(?i)postgre|jdbc|DataSource|DriverManager|java\\.sql");
    private static final Pattern EMBEDDED =
            Pattern.compile("Embedded(?:Postgres|PostgreSQL|Postgresql)\\w*|PreparedDbProvider|\\w*InstancePostgres\\w*"
                    + "|AutoConfigureEmbeddedDatabase");
    private static final Pattern ASSERTS = Pattern.compile("assert\\w*|isEqualTo|isNotEqualTo|hasToString|contains\\w*"
            + "|equals\\w*|startsWith|matches|equalTo|is|thenReturn|expect\\w*");

    private final JavaFile file;
    private final JavaTexts texts;
    private final DatabaseUses uses;
    private final JavaLiterals literals;
    private final DatabaseCalls calls;
    private final Set<Tree> parts = Collections.newSetFromMap(new IdentityHashMap<>());
    private int assertions;

    JavaScan(JavaFile file, JavaTexts texts, DatabaseUses uses, JavaLiterals literals) {
        this.file = file;
        this.texts = texts;
        this.uses = uses;
        this.literals = literals;
        calls = new DatabaseCalls(
                this::text, uses, literals, CONNECTS.matcher(file.text).find());
    }

    void scan() {
        scan(file.unit, null);
    }

    private String text(ExpressionTree tree) {
        return texts.of(file, method, tree);
    }

    private String type(ExpressionTree tree) {
        return texts.typeOf(tree, new Scope(file, method, Map.of()));
    }

    @Override
    public Void scan(Tree tree, Void nothing) {
        if (tree instanceof ExpressionTree expression && isText(tree.getKind()) && !parts.contains(tree))
            look(expression);
        return super.scan(tree, nothing);
    }

    private void look(ExpressionTree tree) {
        String text = text(tree);
        if (text.equals(JavaTexts.UNKNOWN)) return;
        literals.image(text);
        uses.fallbacks(text);
        if (assertions == 0) literals.add(tree, text);
        address(text);
        // what it is made of is no text of its own
        if (text.contains("${") || text.contains("postgres") && tree.getKind() != Tree.Kind.CONDITIONAL_EXPRESSION)
            new TreeScanner<Void, Void>() {
                @Override
                public Void scan(Tree part, Void none) {
                    parts.add(part);
                    return super.scan(part, none);
                }
            }.scan(tree, null);
    }

    /** Takes in what is read for a text that is an address, or is one where nothing is set. */
    private void address(String text) {
        if (Address.isTemplate(text)
                || Placeholders.isWhole(text) && Address.postgres(Placeholders.resolve(text, Map.of())))
            uses.use(text, Address.Role.URL, null, Basis.ADDRESS);
    }

    /** Takes in that the source starts a server of its own, if a class is one that does that. */
    private void embedded(String type) {
        if (EMBEDDED.matcher(type).matches()) uses.embedded.add(file.path);
    }

    private static boolean isText(Tree.Kind kind) {
        return kind == Tree.Kind.STRING_LITERAL
                || kind == Tree.Kind.PLUS
                || kind == Tree.Kind.METHOD_INVOCATION
                || kind == Tree.Kind.CONDITIONAL_EXPRESSION;
    }

    @Override
    public Void visitVariable(VariableTree tree, Void nothing) {
        String name = tree.getName().toString();
        String text = texts.of(file, method, tree);
        uses.fallbacks(text);
        given(name, text);
        address(text);
        for (AnnotationTree annotation : tree.getModifiers().getAnnotations()) injected(name, annotation);
        return super.visitVariable(tree, nothing);
    }

    @Override
    public Void visitAssignment(AssignmentTree tree, Void nothing) {
        given(JavaFile.simpleName(tree.getVariable()), text(tree.getExpression()));
        return super.visitAssignment(tree, nothing);
    }

    @Override
    public Void visitReturn(ReturnTree tree, Void nothing) {
        if (method != null && tree.getExpression() != null)
            given(method.getName().toString().replaceFirst("^get(?=[A-Z])", ""), text(tree.getExpression()));
        return super.visitReturn(tree, nothing);
    }

    private void given(String name, String text) {
        if (text.equals(JavaTexts.UNKNOWN)) return;
        Address.Role role = Placeholders.isWhole(text) ? Address.role(name) : null;
        if (role != null) uses.use(text, role, null, Basis.VARIABLE);
        Address.Role named = Address.role("db." + name);
        literals.given(named, text);
        if (named == Address.Role.URL) literals.opened(text, null, null);
    }

    /** What a framework puts into a variable from its configuration. */
    private void injected(String name, AnnotationTree annotation) {
        String type = JavaFile.simpleName(annotation.getAnnotationType());
        String text = switch (type) {
            case "Value" -> value(annotation, "value");
            case "ConfigProperty", "Property" ->
                Placeholders.withFallback("${" + value(annotation, "name") + "}", value(annotation, "defaultValue"));
            default -> "";
        };
        for (Placeholders.Placeholder one : Placeholders.deep(text)) {
            if (one.name().matches("[\\w.-]+"))
                uses.read(new ConfigurationRead(one.name(), Source.KEY, file.path, file.line(annotation)));
        }
        given(name, text);
        address(text);
    }

    /** What an annotation has for a name; empty where it has nothing. */
    private String value(AnnotationTree annotation, String name) {
        for (ExpressionTree argument : annotation.getArguments()) {
            if (!(argument instanceof AssignmentTree named)) return text(argument);
            if (named.getVariable().toString().equals(name)) return text(named.getExpression());
        }
        return "";
    }

    @Override
    public Void visitNewClass(NewClassTree tree, Void nothing) {
        String type = JavaFile.simpleName(tree.getIdentifier());
        embedded(type);
        calls.made(type, tree);
        return super.visitNewClass(tree, nothing);
    }

    @Override
    public Void visitAnnotation(AnnotationTree tree, Void nothing) {
        embedded(JavaFile.simpleName(tree.getAnnotationType()));
        return super.visitAnnotation(tree, nothing);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
        String name = JavaFile.simpleName(tree.getMethodSelect());
        ExpressionTree receiver =
                tree.getMethodSelect() instanceof MemberSelectTree select ? select.getExpression() : null;
        String type = receiver == null ? "" : type(receiver);
        List<? extends ExpressionTree> arguments = tree.getArguments();
        embedded(type);
        if (type.equals("System") && name.equals("setProperty") && !arguments.isEmpty())
            uses.isSet(text(arguments.get(0)));
        if (name.equals("getBoolean") || name.equals("parseBoolean")) dependsOn(tree);
        calls.called(name, type, arguments);
        boolean asserts = ASSERTS.matcher(name).matches();
        if (asserts) assertions++;
        super.visitMethodInvocation(tree, nothing);
        if (asserts) assertions--;
        return null;
    }

    @Override
    public Void visitIf(IfTree tree, Void nothing) {
        dependsOn(tree.getCondition());
        return super.visitIf(tree, nothing);
    }

    @Override
    public Void visitConditionalExpression(ConditionalExpressionTree tree, Void nothing) {
        dependsOn(tree.getCondition());
        return super.visitConditionalExpression(tree, nothing);
    }

    /** Something happens only with the properties that are read in a condition. */
    private void dependsOn(ExpressionTree condition) {
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
                for (Placeholders.Placeholder one : Placeholders.deep(text(call)))
                    if (texts.isProperty(one.name()))
                        uses.dependsOn(new ConfigurationRead(one.name(), Source.PROPERTY, file.path, file.line(call)));
                return super.visitMethodInvocation(call, none);
            }
        }.scan(condition, null);
    }
}
