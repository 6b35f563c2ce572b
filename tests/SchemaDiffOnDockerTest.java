//JAVA 17+
//SOURCES SchemaDiffTest.java

/** The same on the image's PostgreSQL, which may be a newer release than the embedded one and keep more for itself. */
class SchemaDiffOnDockerTest extends SchemaDiffTest {

    @Override
    On engine() {
        return On.docker;
    }
}
