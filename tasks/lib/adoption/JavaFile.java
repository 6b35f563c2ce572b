//JAVA 17+

package lib.adoption;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A parsed source, with what its names stand for: its variables, its methods and what it imports. */
class JavaFile {

    /** What is declared in a class or in a method: what each variable is given, and its type. */
    private static final class Names {
        private final Map<String, List<ExpressionTree>> given = new HashMap<>();
        private final Map<String, VariableTree> declared = new HashMap<>();
    }

    final Path path;
    final String text;
    final CompilationUnitTree unit;
    /** The classes that those of this file extend or implement, by their simple names. */
    final Set<String> supertypes = new LinkedHashSet<>();
    /** The texts of its expressions that were evaluated, where they do not depend on what a method is given. */
    final Map<Tree, String> known = new IdentityHashMap<>();

    private final SourcePositions positions;
    /** Those of the methods, and by null those of the classes. */
    private final Map<MethodTree, Names> names = new IdentityHashMap<>();

    private final Map<String, List<MethodTree>> methods = new HashMap<>();
    /** The class that a name imported statically comes from. */
    private final Map<String, String> imported = new HashMap<>();

    JavaFile(Path path, String text, CompilationUnitTree unit, SourcePositions positions) {
        this.path = path;
        this.text = text;
        this.unit = unit;
        this.positions = positions;
        new Collector().scan(unit, null);
    }

    int line(Tree tree) {
        long start = positions.getStartPosition(unit, tree);
        return start < 0 ? 1 : (int) unit.getLineMap().getLineNumber(start);
    }

    /** The last part of a name, without type arguments; empty for what is no name. */
    static String simpleName(Tree tree) {
        if (tree instanceof IdentifierTree name) return name.getName().toString();
        if (tree instanceof MemberSelectTree select)
            return select.getIdentifier().toString();
        if (tree instanceof ParameterizedTypeTree type) return simpleName(type.getType());
        if (tree instanceof AnnotatedTypeTree type) return simpleName(type.getUnderlyingType());
        return "";
    }

    /** Whether a method has a variable or a parameter of that name. */
    boolean isLocal(MethodTree method, String name) {
        Names own = method == null ? null : names.get(method);
        return own != null && (own.declared.containsKey(name) || own.given.containsKey(name));
    }

    /** What a variable is given, in a method or in the whole class; nothing for what is not declared here. */
    List<ExpressionTree> given(MethodTree method, String name) {
        return seenFrom(method, name).given.getOrDefault(name, List.of());
    }

    /** The declaration of a variable that a method sees; null where there is none in this file. */
    VariableTree declaration(MethodTree method, String name) {
        return seenFrom(method, name).declared.get(name);
    }

    private Names seenFrom(MethodTree method, String name) {
        return in(isLocal(method, name) ? method : null);
    }

    private Names in(MethodTree method) {
        return names.computeIfAbsent(method, key -> new Names());
    }

    List<MethodTree> methods(String name, int parameters) {
        return methods.getOrDefault(name, List.of()).stream()
                .filter(method -> method.getParameters().size() == parameters)
                .toList();
    }

    /** The simple name of the class that a static import takes a name from; null where none does. */
    String importedFrom(String name) {
        return imported.get(name);
    }

    /** What a method returns, without what a lambda or a class in it does. */
    static List<ExpressionTree> returned(MethodTree method) {
        List<ExpressionTree> found = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitReturn(ReturnTree tree, Void nothing) {
                if (tree.getExpression() != null) found.add(tree.getExpression());
                return null;
            }

            @Override
            public Void visitLambdaExpression(LambdaExpressionTree tree, Void nothing) {
                return null;
            }

            @Override
            public Void visitClass(ClassTree tree, Void nothing) {
                return null;
            }
        }.scan(method.getBody(), null);
        return found;
    }

    private final class Collector extends MethodScanner {

        @Override
        public Void visitImport(ImportTree tree, Void nothing) {
            if (tree.isStatic() && tree.getQualifiedIdentifier() instanceof MemberSelectTree select)
                imported.put(select.getIdentifier().toString(), simpleName(select.getExpression()));
            return null;
        }

        /** What an annotation is given is no variable. */
        @Override
        public Void visitAnnotation(AnnotationTree tree, Void nothing) {
            return null;
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            if (tree.getExtendsClause() != null) supertypes.add(simpleName(tree.getExtendsClause()));
            tree.getImplementsClause().forEach(type -> supertypes.add(simpleName(type)));
            return super.visitClass(tree, nothing);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            methods.computeIfAbsent(tree.getName().toString(), key -> new ArrayList<>())
                    .add(tree);
            return super.visitMethod(tree, nothing);
        }

        @Override
        public Void visitVariable(VariableTree tree, Void nothing) {
            String name = tree.getName().toString();
            in(method).declared.put(name, tree);
            if (tree.getInitializer() != null) give(in(method), name, tree.getInitializer());
            return super.visitVariable(tree, nothing);
        }

        @Override
        public Void visitAssignment(AssignmentTree tree, Void nothing) {
            ExpressionTree variable = tree.getVariable();
            if (variable instanceof IdentifierTree name)
                give(seenFrom(method, name.getName().toString()), name.getName().toString(), tree.getExpression());
            else if (variable instanceof MemberSelectTree select
                    && simpleName(select.getExpression()).equals("this"))
                give(in(null), select.getIdentifier().toString(), tree.getExpression());
            return super.visitAssignment(tree, nothing);
        }

        private static void give(Names names, String name, ExpressionTree value) {
            names.given.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
    }
}
