//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tests of a repository say of themselves: their profiles, their settings, their containers. */
class TestClasses {

    private static final Pattern PROPERTY_SOURCE = Pattern.compile("@TestPropertySource\\("
            + "\\s*(?:(?:locations|value)\\s*=\\s*)?\\{?\\s*\"(?:classpath:|file:)?/*([^\"{}=]+)\"");
    private static final Pattern PROFILES = Pattern.compile("@ActiveProfiles\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("\"([\\w-]+)\"");
    private static final Pattern SLICE = Pattern.compile("@(?:SpringBootTest|DataJpaTest|DataJdbcTest|JdbcTest"
            + "|JooqTest|DataR2dbcTest|MybatisTest|ContextConfiguration|SpringJUnitConfig)\\b");
    private static final Pattern CONTAINER =
            Pattern.compile("(?:PostgreSQL|Postgis|Timescale|PGVector|DockerCompose|Compose|Generic)\\w*Container");

    final List<Path> all = new ArrayList<>();
    /** Those that start containers by themselves. */
    final List<Path> withContainers = new ArrayList<>();

    final Set<String> profiles = new TreeSet<>();
    /** Whether there are tests of Spring that name no profile. */
    boolean withoutProfile;

    private final Set<String> pinned = new HashSet<>();

    /** @param test whether the file is one of the tests; other code may have tests in it, too */
    void read(Path file, String text, boolean test) {
        if (test && text.contains("@Test")
                || text.contains("@ParameterizedTest")
                || file.getFileName().toString().matches("(?:.*Tests?|.*IT|.*Spec)\\.\\w+")) all.add(file);
        PROPERTY_SOURCE.matcher(text).results().forEach(named -> pinned.add(named.group(1)));
        Matcher profile = PROFILES.matcher(text);
        boolean profiled = false;
        while (profile.find()) {
            profiled = true;
            NAME.matcher(profile.group(1)).results().forEach(name -> profiles.add(name.group(1)));
        }
        if (test && !profiled && SLICE.matcher(text).find()) withoutProfile = true;
        if (text.contains("testcontainers") && CONTAINER.matcher(text).find()) withContainers.add(file);
    }

    /** Whether a test names a file of settings, which go before every variable then. */
    boolean pinned(Path file) {
        return pinned.stream().anyMatch(file::endsWith);
    }
}
