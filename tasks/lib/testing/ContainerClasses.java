//JAVA 17+

package lib.testing;

import java.util.List;

/**
 * Classes that a container (Spring, Quarkus, Micronaut and the like) finds or runs. It finds them by their annotations,
 * and nothing need refer to them.
 */
record ContainerClasses(ClassReferences references) {

    /** Libraries whose superclasses, interfaces and annotations look for no classes. */
    private static final List<String> HARMLESS = List.of(
            "java/",
            "javax/annotation/",
            "jakarta/annotation/",
            "kotlin/",
            "groovy/",
            "lombok/",
            "junit/",
            "org/junit/",
            "org/testng/",
            "org/mockito/",
            "org/assertj/",
            "org/hamcrest/",
            "org/testcontainers/",
            "org/jspecify/",
            "org/jetbrains/annotations/");

    /** Whether those of a source may be among them. */
    boolean has(String source) {
        return references.libraryFrame(source).stream()
                .anyMatch(name -> HARMLESS.stream().noneMatch(name::startsWith));
    }
}
