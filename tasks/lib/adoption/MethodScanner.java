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
        MethodTree outer = method;
        method = tree;
        super.visitMethod(tree, nothing);
        method = outer;
        return null;
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
        MethodTree outer = method;
        method = null;
        super.visitClass(tree, nothing);
        method = outer;
        return null;
    }
}
