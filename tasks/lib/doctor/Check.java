//JAVA 17+

package lib.doctor;

import java.util.function.Supplier;
import lib.base.ExitException;

/**
 * What was found.
 *
 * @param fix what to do about it; null where all is well
 */
public record Check(String name, State state, String found, String fix) {

    public enum State {
        ok,
        warning,
        wrong
    }

    static Check ok(String name, String found) {
        return new Check(name, State.ok, found, null);
    }

    /** @param otherwise what it is where that fails, which then tells why */
    static Check of(String name, State otherwise, Supplier<String> found) {
        try {
            return ok(name, found.get());
        } catch (ExitException stop) {
            return new Check(name, otherwise, stop.getMessage(), stop.hint);
        }
    }
}
