//JAVA 17+

package lib.base;

/** A text that must not be read over a shoulder: it prints as {@code ***}. */
public record Secret(String reveal) {

    public static final String MASK = "***";

    @Override
    public String toString() {
        return MASK;
    }
}
