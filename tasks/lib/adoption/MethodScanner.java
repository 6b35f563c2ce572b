//JAVA 17+

package lib.adoption;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;

/** Walks through a source and knows the method that it is in. */
abstract class MethodScanner extends TreeScanner<Void, Void> {

    /** Null in a class outside its methods. */
    protected MethodTree method;

    @Override
    public Void visitMethod(MethodTree tree, Void nothing) {
        return within(tree, () -> super.visitMethod(tree, nothing));
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
        return within(null, () -> super.visitClass(tree, nothing));
    }

    private Void within(MethodTree inner, Runnable visit) {
        MethodTree outer = method;
        method = inner;
        visit.run();
        method = outer;
        return null;
    }
}
