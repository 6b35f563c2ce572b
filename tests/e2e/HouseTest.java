//JAVA 17+
//DEPS com.tngtech.archunit:archunit:1.5.1

package e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import support.Programs;
import support.Workspace;

/** The packages in tasks/lib: which may use which, and what only one of them may do. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("copied")
class HouseTest {

    /** Each may use those before it. */
    private static final List<String> ORDER = List.of(
            "base",
            "process",
            "environment",
            "script",
            "database",
            "server",
            "maven",
            "migration",
            "watch",
            "application",
            "testing",
            "cli",
            "shell",
            "schema",
            "lint",
            "scenario",
            "swarm",
            "adoption",
            "doctor",
            "completion");

    private static JavaClasses classes;

    @BeforeAll
    static void read() throws URISyntaxException {
        URI jar = HouseTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        ImportOption own = location -> !location.contains("Test.class") && !location.contains("Test$");
        classes = new ClassFileImporter().withImportOption(own).importUrl(toJar(jar));
    }

    private static URL toJar(URI jar) {
        try {
            return new URL("jar:" + jar + "!/");
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void there_is_no_circle_of_packages() {
        slices().matching("lib.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void a_package_uses_only_those_before_it() {
        for (int i = 0; i < ORDER.size(); i++) {
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(name -> "lib." + name)
                    .toArray(String[]::new);
            if (later.length > 0)
                noClasses()
                        .that()
                        .resideInAPackage("lib." + ORDER.get(i))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later)
                        .check(classes);
        }
    }

    @Test
    void every_package_has_its_place() {
        noClasses()
                .that()
                .resideInAPackage("lib..")
                .and()
                .resideOutsideOfPackages(Stream.concat(ORDER.stream(), Stream.of("extension"))
                        .map(name -> "lib." + name)
                        .toArray(String[]::new))
                .should()
                .beTopLevelClasses()
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void no_package_uses_a_command() {
        noClasses()
                .that()
                .resideInAPackage("lib..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are commands",
                        (JavaClass one) -> one.getPackageName().isEmpty() && !one.isPrimitive() && !one.isArray()))
                .check(classes);
    }

    @Test
    void only_the_package_process_starts_programs() {
        noClasses()
                .that()
                .resideInAPackage("lib..")
                .and()
                .resideOutsideOfPackage("lib.process")
                .should()
                .callConstructor(ProcessBuilder.class, String[].class)
                .orShould()
                .callConstructor(ProcessBuilder.class, List.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.zeroturnaround.exec..")
                .check(classes);
    }

    @Test
    @Tag("all")
    void every_file_is_as_the_formatter_writes_it() throws IOException, InterruptedException {
        assertEquals("", output("tests/format.java", "--check"));
    }

    @Test
    @Tag("all")
    void the_linter_finds_nothing() throws IOException, InterruptedException {
        assertEquals("", output("tests/lint.java"));
    }

    private static String output(String script, String... arguments) throws IOException, InterruptedException {
        Programs.require("git");
        Process process = new ProcessBuilder(Workspace.argv(script, arguments))
                .directory(Workspace.repository().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(output.isEmpty() ? 0 : 1, process.waitFor());
        return output;
    }
}
