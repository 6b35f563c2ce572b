//JAVA 17+

/** A planned stop: what went wrong, what to do about it, and the exit code. */
public class Stop extends RuntimeException {

    public static final int WORK_FAILED = 1;
    public static final int WRONG_INPUT = 2;
    public static final int MACHINE_LACKS = 3;
    public static final int INTERRUPTED = 130;

    public final int code;
    public final String hint;

    private Stop(int code, String message, String hint) {
        super(message);
        this.code = code;
        this.hint = hint;
    }

    /** Tests are red, a statement or a migration failed. */
    public static Stop workFailed(String message, String hint) {
        return new Stop(WORK_FAILED, message, hint);
    }

    /** Wrong usage or configuration: nothing was started. */
    public static Stop wrongInput(String message, String hint) {
        return new Stop(WRONG_INPUT, message, hint);
    }

    /** This machine lacks something: no Docker, no Maven, a port taken. */
    public static Stop machineLacks(String message, String hint) {
        return new Stop(MACHINE_LACKS, message, hint);
    }

    public static Stop cannotWrite(java.nio.file.Path path, java.io.IOException e) {
        return machineLacks("cannot write to " + path + ": " + e, "Make it writable, or free some space.").because(e);
    }

    public static Stop interrupted() {
        return new Stop(INTERRUPTED, "interrupted", null);
    }

    public Stop because(Throwable cause) {
        initCause(cause);
        return this;
    }
}
