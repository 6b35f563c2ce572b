///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Measures migrate up against Flyway's own Maven plugin, on the same server and the same 500 migrations.
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//SOURCES ../tasks/lib/common.java support/*.java

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import support.Workspace;

public class migrate_benchmark {

    private static final int MIGRATIONS = 500;
    private static final int ROUNDS = 5;
    private static final String POM = """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>bench</groupId><artifactId>bench</artifactId><version>1</version><packaging>pom</packaging>
          <build><plugins><plugin>
            <groupId>org.flywaydb</groupId><artifactId>flyway-maven-plugin</artifactId><version>13.0.0</version>
            <dependencies>
              <dependency><groupId>org.flywaydb</groupId><artifactId>flyway-database-postgresql</artifactId>
                <version>13.0.0</version></dependency>
              <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>42.7.14</version>
                </dependency>
            </dependencies>
            <configuration><locations><location>filesystem:%s</location></locations></configuration>
          </plugin></plugins></build>
        </project>
        """;

    public static void main(String... args) throws Exception {
        Workspace here = Workspace.ofRepository()
                .replace("config/development.json", "5432", "0")
                .set("MANAGE_ENGINE", "embedded");
        writeMigrations(here);
        here.manage("postgres", "start").succeeded();
        try {
            String url = here.manage("db", "url")
                    .succeeded()
                    .out()
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst("/application\\?.*", "/");
            compare(here, url);
        } finally {
            here.manage("postgres", "stop").succeeded();
            here.delete();
        }
    }

    private static void writeMigrations(Workspace here) throws IOException {
        String directory = "app/src/main/resources/db/migration/";
        here.deleteIfThere(directory + "V20261101090000__create_users.sql");
        for (int i = 1; i <= MIGRATIONS; i++)
            here.write(
                    directory + "V" + i + "__table_" + i + ".sql",
                    "CREATE TABLE table_" + i + " (id bigint PRIMARY KEY, name text NOT NULL);\nCREATE INDEX ON table_"
                            + i + " (name);\n");
        here.write("bench/pom.xml", POM.formatted(here.directory.resolve(directory)));
    }

    private static void compare(Workspace here, String url) {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            emptyDatabases(here);
            double a =
                    seconds(() -> here.manage("migrate").succeeded().prints("Applied " + MIGRATIONS + " migrations."));
            double b = seconds(() -> here.run(
                            List.of(
                                    "mvn",
                                    "-q",
                                    "-B",
                                    "-f",
                                    "bench/pom.xml",
                                    "flyway:migrate",
                                    "-Dflyway.url=" + url + "plugin",
                                    "-Dflyway.user=postgres",
                                    "-Dflyway.password=postgres"),
                            "")
                    .succeeded());
            // the first round warms caches and fetches the plugin
            if (round == 0) continue;
            ours.add(a);
            theirs.add(b);
            System.out.printf("round %d: migrate %.2f s, flyway:migrate %.2f s%n", round, a, b);
        }
        System.out.printf(
                "median: migrate %.2f s, flyway:migrate %.2f s, ratio %.2f%n",
                median(ours), median(theirs), median(ours) / median(theirs));
    }

    private static void emptyDatabases(Workspace here) {
        here.manage(
                        "sql",
                        "-d",
                        "postgres",
                        "drop database if exists application",
                        "create database application",
                        "drop database if exists plugin",
                        "create database plugin")
                .succeeded();
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }
}
