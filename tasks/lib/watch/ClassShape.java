//JAVA 17+
//DEPS org.jacoco:org.jacoco.core:0.8.15

package lib.watch;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** What a compiler sees of classes when it compiles others: everything but code, and what is private or local. */
final class ClassShape {

    private static final int HIDDEN = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC;

    private ClassShape() {}

    /** Whether others that were compiled with the one would be the same with the other. */
    static boolean same(Map<String, byte[]> some, Map<String, byte[]> others) {
        return Arrays.deepEquals(shapes(some), shapes(others));
    }

    private static Object[] shapes(Map<String, byte[]> classFiles) {
        return new TreeMap<>(classFiles)
                .values().stream()
                        .map(ClassShape::of)
                        .filter(shape -> shape.length > 0)
                        .toArray();
    }

    /** A class file without the rest. */
    private static byte[] of(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile)
                .accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        boolean local =
                node.innerClasses.stream().anyMatch(inner -> inner.name.equals(node.name) && inner.outerName == null);
        if (local) return new byte[0];
        node.nestMembers = null;
        // others are there for the code
        node.innerClasses.removeIf(inner -> !inner.name.equals(node.name) && !node.name.equals(inner.outerName));
        node.fields.removeIf(field -> (field.access & HIDDEN) != 0);
        node.methods.removeIf(method -> (method.access & HIDDEN) != 0);
        ClassWriter shape = new ClassWriter(0);
        node.accept(shape);
        return shape.toByteArray();
    }
}
