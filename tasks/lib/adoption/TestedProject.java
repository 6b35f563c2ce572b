//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The project that is to be tested.
 *
 * @param build the POM that Maven is started with, or what stands for it
 * @param module the one module whose tests are to be run; null for all
 * @param family the build's POM and those of all its modules
 */
record TestedProject(BuildTool tool, Pom build, Pom module, List<Pom> family) {

    boolean byMaven() {
        return tool == BuildTool.MAVEN;
    }

    /** The POMs whose tests are run: the module's alone, or all. */
    List<Pom> poms() {
        return module == null ? family : List.of(module);
    }

    List<Path> directories() {
        return poms().stream().map(Pom::directory).toList();
    }

    /** Whether the innermost of all modules that a file lies in is one of those whose tests are run. */
    boolean contains(Path file) {
        return innermost(family.stream().map(Pom::directory).toList(), file)
                .filter(directories()::contains)
                .isPresent();
    }

    /** Which of some directories, one in another perhaps, a file is of. */
    static Optional<Path> innermost(List<Path> directories, Path file) {
        return directories.stream().filter(file::startsWith).max(Comparator.comparingInt(Path::getNameCount));
    }

    /** @param artifacts a regular expression for {@code group:artifact} */
    boolean dependsOn(String artifacts) {
        return poms().stream().anyMatch(pom -> pom.dependsOn(artifacts));
    }

    /** Whether a driver of PostgreSQL is among the dependencies. */
    boolean hasDriver() {
        return dependsOn("(?:org\\.)?postgresql:.*|io\\.r2dbc:r2dbc-postgresql"
                + "|io\\.quarkus:quarkus-(?:jdbc-postgresql|reactive-pg-client)|io\\.vertx:vertx-pg-client"
                + "|com\\.impossibl\\..*:.*|io\\.smallrye\\.reactive:.*pg-client|com\\.github\\.pgjdbc.*:.*"
                + "|software\\.amazon\\.jdbc:.*");
    }

    boolean hasJdbcDriver() {
        return dependsOn(
                "(?:org\\.)?postgresql:postgresql.*|io\\.quarkus:quarkus-jdbc-postgresql" + "|com\\.impossibl\\..*:.*");
    }

    boolean hasEmbeddedDatabase() {
        return dependsOn("com\\.h2database:h2|org\\.hsqldb:.*|hsqldb:.*|org\\.apache\\.derby:.*"
                + "|io\\.quarkus:quarkus-(?:jdbc|test)-(?:h2|derby)|io\\.r2dbc:r2dbc-h2");
    }
}
