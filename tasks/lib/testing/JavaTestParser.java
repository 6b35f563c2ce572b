//JAVA 17+

package lib.testing;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import lib.base.JavaSyntax;
import lib.testing.TestSources.TestClass;

/** Reads test classes from what they declare. */
class JavaTestParser {

    private static final Set<String> TESTS = Set.of("TestFactory", "TestTemplate", "Theory", "Property", "Nested");

    static List<TestClass> read(List<Path> files) throws IOException {
        if (files.isEmpty()) return List.of();
        List<TestClass> found = new ArrayList<>();
        // a source in another encoding still has its names in ASCII, or nearly so
        try (var manager = ToolProvider.getSystemJavaCompiler()
                .getStandardFileManager(problem -> {}, null, StandardCharsets.UTF_8)) {
            for (CompilationUnitTree unit : JavaSyntax.of(manager, manager.getJavaFileObjectsFromPaths(files))
                    .parse())
                found.addAll(classes(unit, Path.of(unit.getSourceFile().toUri())));
        }
        return found;
    }

    private static List<TestClass> classes(CompilationUnitTree unit, Path file) {
        String prefix = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
        List<ClassTree> declared = unit.getTypeDecls().stream()
                .filter(JavaTestParser::isClass)
                .map(ClassTree.class::cast)
                .toList();
        // what one class declares, another one of the file may inherit
        boolean annotated = new Members().of(unit).tests;
        return declared.stream()
                .filter(type -> annotated
                        || TestSourceReader.isUsualName(type.getSimpleName().toString()))
                .map(type -> {
                    Members members = new Members().of(type);
                    return new TestClass(
                            prefix + type.getSimpleName(), file, List.copyOf(members.methods), members.nested);
                })
                .toList();
    }

    private static boolean isClass(Tree declared) {
        return (declared.getKind() == Tree.Kind.CLASS || declared.getKind() == Tree.Kind.RECORD)
                && !((ClassTree) declared).getModifiers().getFlags().contains(Modifier.ABSTRACT);
    }

    /** What is in a class, and in those nested in it. */
    private static final class Members extends TreeScanner<Void, Void> {

        private final Set<String> methods = new LinkedHashSet<>();
        private boolean tests;
        private boolean nested;

        Members of(Tree tree) {
            scan(tree, null);
            return this;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            String returned = String.valueOf(method.getReturnType());
            if (returned.equals("void")
                    || returned.contains("DynamicTest")
                    || method.getModifiers().getAnnotations().stream().anyMatch(Members::isTest))
                methods.add(method.getName().toString());
            return super.visitMethod(method, nothing);
        }

        @Override
        public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
            tests |= isTest(annotation);
            nested |= name(annotation).equals("Nested");
            return super.visitAnnotation(annotation, nothing);
        }

        private static boolean isTest(AnnotationTree annotation) {
            String name = name(annotation);
            return name.endsWith("Test") || TESTS.contains(name);
        }

        private static String name(AnnotationTree annotation) {
            String name = annotation.getAnnotationType().toString();
            return name.substring(name.lastIndexOf('.') + 1);
        }
    }
}
