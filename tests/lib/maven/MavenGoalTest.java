//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import lib.base.ExitException;
import lib.environment.Environment;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** The goal that a project chooses. */
class MavenGoalTest extends SmallRepository {

    @Test
    void a_word_is_mavens_or_not() {
        for (String word :
                List.of("verify", "clean", "site", "jacoco:report", "org.jooq:jooq-codegen-maven:generate@x"))
            assertTrue(Lifecycle.has(word), word);
        for (String word : List.of("./gradlew", "npm", "C:\\tools\\run.bat", "python3", "scripts/test", "-Pfast"))
            assertFalse(Lifecycle.has(word), word);
        assertEquals(false, MavenCommand.runsFailsafe(List.of("prepare-package", "package", "clean")));
        assertEquals(true, MavenCommand.runsFailsafe(List.of("clean", "install")));
    }

    @Test
    void the_goal_may_be_another() throws IOException {
        assertEquals(List.of("test"), MavenCommand.goals(context("[]").environment(), List.of("-Pfast")));
        assertEquals(List.of(), MavenCommand.goals(context("[]").environment(), List.of("verify", "-Pit")));
        assertEquals(
                List.of("verify", "-Pit"),
                MavenCommand.goals(
                        context(variable("APPLICATION_MAVEN_GOAL", "[\"verify\", \"-Pit\"]"))
                                .environment(),
                        List.of()));
        Environment one =
                context(variable("APPLICATION_MAVEN_GOAL", "\"verify -Pit\"")).environment();
        ExitException stop = assertThrows(ExitException.class, () -> MavenCommand.goals(one, List.of()));
        assertEquals(ExitException.WRONG_INPUT, stop.code);
        assertEquals("Write a list of strings: [\"verify\", \"-Pit\"]", stop.hint);
        Environment flag =
                context(variable("APPLICATION_DB_BEFORE_COMPILE", "\"yes\"")).environment();
        assertEquals(
                ExitException.WRONG_INPUT,
                assertThrows(ExitException.class, () -> flag.flag("APPLICATION_DB_BEFORE_COMPILE")).code);
    }
}
