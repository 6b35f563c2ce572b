//JAVA 17+

package lib.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import lib.environment.Environment;
import lib.environment.Project;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import support.Workspace;

/** A small repository, what init finds in it, and the files that it makes of that. */
abstract class SurveyedShop {

    static final String URL = "jdbc:postgresql://db.host:5555/";
    static final String DRIVER = dependency("org.postgresql", "postgresql");

    Workspace shop;
    Survey survey;
    Environment testing;

    @BeforeEach
    void make() throws IOException {
        shop = new Workspace("shop");
    }

    @AfterEach
    void remove() throws IOException {
        shop.delete();
    }

    static String dependency(String group, String artifact) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact
                + "</artifactId><version>1</version></dependency>";
    }

    static String pom(String dependencies, String... more) {
        return "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>shop</artifactId>"
                + "<version>1</version>"
                + String.join("", more) + "<dependencies>" + dependencies + "</dependencies></project>";
    }

    static String spring(String... more) {
        return pom(DRIVER
                + dependency("org.springframework.boot", "spring-boot-starter-data-jpa")
                + String.join("", more));
    }

    /**
     * Surveys the shop, writes its files and reads config/testing.json as a run would, with a server at db.host:5555.
     */
    void survey(String... module) throws IOException {
        survey = new Survey(
                shop.directory.toRealPath(), module.length == 0 ? null : module[0], (question, answers) -> 0);
        Map<String, String> files = new Adoption(survey).files();
        for (var file : files.entrySet()) shop.write(file.getKey(), file.getValue());
        testing = Environment.load(new Project(shop.directory), "testing", Map.of())
                .with(Map.of("POSTGRES_HOSTNAME", "db.host", "POSTGRES_PORT", "5555"));
        Environment.load(new Project(shop.directory), "development", Map.of());
    }

    void has(String name, String value) {
        assertEquals(value, testing.exported().get(name), name);
    }

    void hasNot(String name) {
        assertFalse(testing.exported().containsKey(name), name);
    }

    String found(String what) {
        return survey.findings.stream()
                .filter(finding -> finding.what().equals(what))
                .map(finding -> finding.value() + " in " + finding.where())
                .findFirst()
                .orElse("nothing");
    }

    void notes(String text) {
        assertTrue(survey.notes.stream().anyMatch(note -> note.contains(text)), survey.notes::toString);
    }

    /** A project with the driver and one class of tests. */
    void test(String body) throws IOException {
        shop.write("pom.xml", pom(DRIVER))
                .write("src/test/java/ATest.java", "class ATest {\n" + body + "\n@Test void a() { } }\n");
    }

    void port(String port) throws IOException {
        String text = shop.read("config/testing.json");
        assertTrue(text.contains("{\"name\": \"POSTGRES_PORT\", \"value\": \"" + port + "\"}"), text);
    }
}
