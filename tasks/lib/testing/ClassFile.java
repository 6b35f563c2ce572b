//JAVA 17+
//DEPS org.jacoco:org.jacoco.core:0.8.15

package lib.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/**
 * What a class file says of its class. Names of classes are those of class files: {@code com/example/User$Role}.
 *
 * @param source the path of its source: its package, and the file that its compiler noted
 * @param time when it was written
 * @param references the classes that it refers to, those of libraries too, and text that could be the name of one
 * @param frame of these what decides how it is run: superclass, interfaces, annotations, and classes named in them
 * @param constants it has constants whose values a compiler copies into other classes
 */
record ClassFile(
        String name, String source, FileTime time, Set<String> references, Set<String> frame, boolean constants) {

    private static final Pattern NAME =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(?:[./][\\p{L}_$][\\p{L}\\p{N}_$]*)*");

    /** Annotations of fields whose classes take part in running the tests. */
    private static final Set<String> EXTENDING =
            Set.of("Lorg/junit/jupiter/api/extension/RegisterExtension;", "Lorg/junit/Rule;", "Lorg/junit/ClassRule;");

    static ClassFile read(Path file, FileTime time) throws IOException {
        References references = new References();
        ClassNode node = new ClassNode();
        try {
            new ClassReader(Files.readAllBytes(file))
                    .accept(new ClassRemapper(node, references), ClassReader.SKIP_FRAMES);
        } catch (RuntimeException e) {
            throw new IOException(file + " is not a class file that can be read here: " + e, e);
        }
        return new ClassFile(
                node.name,
                source(node),
                time,
                Set.copyOf(references.names),
                frame(node),
                node.fields.stream().anyMatch(ClassFile::isCopied));
    }

    /** Where the compiler noted nothing, a source is called like the outermost of its classes. */
    private static String source(ClassNode node) {
        int end = node.name.lastIndexOf('/') + 1;
        String file = node.sourceFile != null
                ? node.sourceFile
                : node.name.substring(end).replaceFirst("(?<=.)\\$.*", "") + ".java";
        return node.name.substring(0, end) + file;
    }

    private static boolean isCopied(FieldNode field) {
        return field.value != null
                && (field.access & Opcodes.ACC_FINAL) != 0
                && (field.access & Opcodes.ACC_PRIVATE) == 0;
    }

    private static Set<String> frame(ClassNode node) {
        Set<String> frame = new HashSet<>(node.interfaces);
        if (node.superName != null) frame.add(node.superName);
        annotations(node.visibleAnnotations).forEach(annotation -> add(annotation, frame));
        for (FieldNode field : node.fields) {
            if (annotations(field.visibleAnnotations).anyMatch(annotation -> EXTENDING.contains(annotation.desc)))
                add(Type.getType(field.desc), frame);
        }
        return Set.copyOf(frame);
    }

    private static Stream<AnnotationNode> annotations(List<AnnotationNode> annotations) {
        return annotations == null ? Stream.of() : annotations.stream();
    }

    /** Adds the classes of an annotation, or of a value in it. */
    private static void add(Object value, Set<String> frame) {
        if (value instanceof Type type && type.getSort() == Type.OBJECT) frame.add(type.getInternalName());
        else if (value instanceof List<?> values) values.forEach(each -> add(each, frame));
        else if (value instanceof AnnotationNode annotation) {
            add(Type.getType(annotation.desc), frame);
            if (annotation.values != null) add(annotation.values, frame);
        }
    }

    /** Collects every name that something else could be put in the place of. */
    private static final class References extends Remapper {

        private final Set<String> names = new HashSet<>();

        References() {
            super(Opcodes.ASM9);
        }

        @Override
        public String map(String name) {
            names.add(name);
            return name;
        }

        @Override
        public Object mapValue(Object value) {
            if (value instanceof String text && NAME.matcher(text).matches()) names.add(text.replace('.', '/'));
            return super.mapValue(value);
        }
    }
}
