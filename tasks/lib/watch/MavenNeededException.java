//JAVA 17+

package lib.watch;

/** Something that only Maven does exactly; the message says what. */
public class MavenNeededException extends Exception {

    private static final long serialVersionUID = 1;

    public MavenNeededException(String reason) {
        super(reason);
    }
}
