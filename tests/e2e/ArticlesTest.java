//JAVA 17+

package e2e;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import support.EndToEnd;
import support.On;
import support.OnEngines;
import support.Result;
import support.Workspace;

/**
 * The files of the two articles, unchanged, in tests/articles, with a small Maven module beside them. Their ports are
 * fixed: one engine after the other.
 */
@Execution(ExecutionMode.SAME_THREAD)
class ArticlesTest extends EndToEnd {

    @Override
    protected Workspace workspace() throws IOException {
        Workspace workspace = new Workspace("articles");
        return workspace.with("tests/articles").with("manage.java", "tasks");
    }

    private Result manage(String... arguments) {
        return here.run(Workspace.argv("../../manage.java", arguments), "");
    }

    @ParameterizedTest
    @OnEngines
    void test_runs_on_them(On engine) throws IOException {
        engine.require();
        inTheirDirectory();
        manage("--engine", engine.name(), "test")
                .succeeded()
                .printsClass("UserTest", "1 passed")
                .prints("TOTAL ")
                .says("1 passed, 0 failed");
    }

    @Test
    @Tag("all")
    void compose_runs_on_them() throws IOException {
        On.docker.require();
        inTheirDirectory();
        try {
            // the article is older than the image that it names, which has moved its data
            manage("compose", "up", "-d", "db").says("Add PGDATA: /var/lib/postgresql/data to its environment");
            manage("compose", "down", "-v", "--timeout", "1").succeeded();
            here.replace(
                    "docker/development.yml", "POSTGRES_DB:", "PGDATA: /var/lib/postgresql/data\n      POSTGRES_DB:");
            manage("compose", "up", "-d", "db").succeeded();
            manage("compose", "exec", "-T", "db", "sh", "-c", "until pg_isready -h 127.0.0.1; do sleep 0.2; done")
                    .succeeded();
            manage("create-initial-db").succeeded();
            manage("compose", "exec", "-T", "db", "psql", "-U", "postgres", "-c", "\\l")
                    .succeeded()
                    .prints("application");
        } finally {
            manage("compose", "down", "-v", "--timeout", "1").succeeded();
        }
    }

    private void inTheirDirectory() throws IOException {
        if (!Files.exists(here.directory.resolve("tests/articles/config/testing.json")))
            throw new AssertionError("the articles' files are missing");
        here = here.at("tests/articles");
    }
}
