//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.database;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A copy of a database, as the comment at the copy has it; by that it is told from every other database.
 *
 * @param madeBy always the same
 * @param of the name of the database that was copied
 * @param saved when, as UTC
 * @param comment what stood at that database; null for nothing
 */
record Snapshot(String madeBy, String of, String name, String saved, String comment) {

    static final String MADE_BY = "manage.java db snapshot";

    /** What each such comment begins with. */
    static final String START = "{\"madeBy\":\"" + MADE_BY + "\"";

    /** That of a database; empty where it is none. */
    static Optional<Snapshot> in(String comment) {
        if (comment == null || !comment.startsWith(START)) return Optional.empty();
        try {
            return Optional.of(new JsonMapper().readValue(comment, Snapshot.class));
        } catch (JacksonException somebodyElses) {
            return Optional.empty();
        }
    }

    String asComment() {
        return new JsonMapper().writeValueAsString(this);
    }

    /** The name of the database that it is. */
    String database() {
        return database(of, name);
    }

    static String database(String of, String name) {
        return of + "@" + name;
    }
}
