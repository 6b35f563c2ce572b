//JAVA 17+

package lib.base;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.*;

/** A planned stop: what went wrong, what to do about it, and the exit code. */
public class ExitException extends RuntimeException {

    public static final int WORK_FAILED = 1;
    public static final int WRONG_INPUT = 2;
    public static final int MACHINE_LACKS = 3;
    public static final int INTERRUPTED = 130;

    public final int code;
    public final String hint;

    private ExitException(int code, String message, String hint) {
        super(message);
        this.code = code;
        this.hint = hint;
    }

    /** Tests are red, a statement or a migration failed. */
    public static ExitException workFailed(String message, String hint) {
        return new ExitException(WORK_FAILED, message, hint);
    }

    /** Wrong usage or configuration: nothing was started. */
    public static ExitException wrongInput(String message, String hint) {
        return new ExitException(WRONG_INPUT, message, hint);
    }

    /** This machine lacks something: no Docker, no Maven, a port taken. */
    public static ExitException machineLacks(String message, String hint) {
        return new ExitException(MACHINE_LACKS, message, hint);
    }

    public static ExitException cannotWrite(Path path, IOException e) {
        return machineLacks("cannot write to " + path + ": " + reason(e), "Make it writable, or free some space.")
                .because(e);
    }

    public static ExitException cannotRead(String what, IOException e) {
        return wrongInput(what + " cannot be read: " + reason(e), "It must be a readable text file in UTF-8.")
                .because(e);
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) return "it does not exist";
        if (e instanceof AccessDeniedException) return "permission denied";
        if (e instanceof FileAlreadyExistsException) return "a file of that name exists";
        if (e instanceof CharacterCodingException) return "it is not UTF-8";
        return e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(e.getMessage());
    }

    public static ExitException interrupted() {
        return new ExitException(INTERRUPTED, "interrupted", null);
    }

    /** The same, with more advice. */
    public ExitException and(String more) {
        return new ExitException(code, getMessage(), hint == null ? more : hint + "\n" + more).because(this);
    }

    public ExitException because(Throwable cause) {
        initCause(cause);
        return this;
    }
}
