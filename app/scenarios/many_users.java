///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.Properties;
import java.util.Random;
import org.postgresql.PGConnection;

/** 100,000 users to try out queries on, the same ones every time; a few domains have most of them. */
public class many_users {

    private static final int USERS = 100_000;
    private static final long SEED = 1;
    private static final String[] FIRST = {
        "ada",
        "alan",
        "barbara",
        "dennis",
        "donald",
        "edsger",
        "frances",
        "grace",
        "john",
        "ken",
        "leslie",
        "margaret",
        "niklaus",
        "radia",
        "tony"
    };
    private static final String[] LAST = {
        "allen",
        "dijkstra",
        "hamilton",
        "hoare",
        "hopper",
        "knuth",
        "lamport",
        "liskov",
        "lovelace",
        "mccarthy",
        "perlman",
        "ritchie",
        "thompson",
        "turing",
        "wirth"
    };
    private static final String[] DOMAINS = {
        "example.com",
        "example.org",
        "example.net",
        "mail.example.com",
        "mail.example.org",
        "staff.example.net",
        "test.example"
    };

    public static void main(String... args) throws Exception {
        Random random = new Random(SEED);
        StringBuilder rows = new StringBuilder();
        for (int number = 1; number <= USERS; number++) {
            // the smaller of two is small more often
            int domain = Math.min(random.nextInt(DOMAINS.length), random.nextInt(DOMAINS.length));
            rows.append(FIRST[random.nextInt(FIRST.length)])
                    .append('.')
                    .append(LAST[random.nextInt(LAST.length)])
                    .append(number)
                    .append('@')
                    .append(DOMAINS[domain])
                    .append('\n');
        }
        Properties login = new Properties();
        login.put("user", variable("POSTGRES_USER"));
        login.put("password", variable("POSTGRES_PASSWORD"));
        String url = "jdbc:postgresql://" + variable("POSTGRES_HOSTNAME") + ":" + variable("POSTGRES_PORT") + "/"
                + variable("APPLICATION_DB");
        try (var connection = DriverManager.getConnection(url, login)) {
            long copied = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "COPY users (email) FROM STDIN",
                            new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.US_ASCII)));
            System.out.println(variable("APPLICATION_SCENARIO_NAME") + ": " + copied + " users");
        }
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null)
            throw new IllegalStateException(name + " is not set: start this with manage.java scenario up many_users");
        return value;
    }
}
