//JAVA 17+

package lib.adoption;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import support.Programs;

/** What stands in files that git ignores comes into no file that git is to have. */
class InitIgnoredFilesTest extends SurveyedShop {

    private static final String HUSH = "hush";

    private Map<String, String> files() throws IOException {
        survey = new Survey(shop.directory.toRealPath(), null, (question, answers) -> 0);
        Map<String, String> files = new Adoption(survey).files();
        files.forEach((name, text) -> assertFalse(text.contains(HUSH), () -> name + "\n" + text));
        survey.findings.forEach(finding -> assertFalse(finding.toString().contains(HUSH), finding::toString));
        survey.notes.forEach(note -> assertFalse(note.contains(HUSH), note));
        return files;
    }

    private void git(String... arguments) {
        Programs.require("git");
        shop.run(Stream.concat(Stream.of("git"), Stream.of(arguments)).toList(), "")
                .succeeded();
    }

    private void shop(String ignore) throws IOException {
        shop.write("pom.xml", spring())
                .write(".gitignore", ignore)
                .write(
                        ".env",
                        "DB_USER=hush\nDB_PASSWORD=hush\nJWT_KEY=hush\nMAIL_FROM=hush\n"
                                + "DATABASE_URL=postgres://hush:hush@localhost/hush\n")
                .write("src/main/resources/application-local.properties", "spring.datasource.password=hush\n")
                .write(
                        "src/main/resources/application.properties",
                        "spring.datasource.url=${DATABASE_URL}\njwt.key=${JWT_KEY}\nmail.from=${MAIL_FROM}\n")
                .write(
                        "docker-compose.yml",
                        "services:\n  db:\n    image: postgres:17\n    ports: ['5432:5432']\n    environment:\n"
                                + "      POSTGRES_USER: ${DB_USER}\n      POSTGRES_PASSWORD: ${DB_PASSWORD}\n"
                                + "  web:\n    image: web:1\n    environment:\n      JWT_KEY: ${JWT_KEY}\n");
    }

    private void keepsThemOut() throws IOException {
        Map<String, String> files = files();
        String testing = files.get("config/testing.json");
        assertTrue(testing.contains("{\"name\": \"JWT_KEY\", \"secret\": true}"), testing);
        assertTrue(testing.contains("{\"name\": \"MAIL_FROM\", \"secret\": true}"), testing);
        assertTrue(testing.contains("{\"name\": \"POSTGRES_PASSWORD\", \"value\": \"postgres\"}"), testing);
        String development = files.get("config/development.json");
        assertTrue(development.contains("{\"name\": \"POSTGRES_PASSWORD\", \"secret\": true}"), development);
        assertTrue(development.contains("{\"name\": \"POSTGRES_USER\", \"secret\": true}"), development);
        notes("The value of JWT_KEY is in a file that git ignores, so init does not copy the value.");
        notes("export POSTGRES_PASSWORD_FILE with the path of a file that holds it");
    }

    @Test
    void before_the_directory_is_a_repository() throws IOException {
        shop(".env\n*-local.properties\n");
        keepsThemOut();
    }

    @Test
    void in_a_repository_by_any_rule_of_git() throws IOException {
        shop("# .env\n");
        git("init", "--quiet");
        shop.write(".git/info/exclude", "/.e*v\nsrc/**/application-*\n");
        keepsThemOut();
    }

    @Test
    void what_is_tracked_is_everybodys_whatever_the_rules_say() throws IOException {
        shop.write("pom.xml", spring())
                .write(".gitignore", ".env\n")
                .write(".env", "JWT_KEY=example\n")
                .write("src/main/resources/application.properties", "jwt.key=${JWT_KEY}\n");
        git("init", "--quiet");
        git("add", "--force", ".env");
        survey();
        has("JWT_KEY", "example");
    }

    @Test
    void a_dollar_before_a_brace_stays_one() throws IOException {
        shop.write("pom.xml", spring())
                .write(".env.example", "JWT_KEY=a$${B}$$${C}\n")
                .write("src/main/resources/application.properties", "jwt.key=${JWT_KEY}\n");
        survey();
        has("JWT_KEY", "a$${B}$$${C}");
    }
}
