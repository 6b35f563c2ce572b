//JAVA 17+

package faults;

/** What happens to a command while it works. */
enum Event {
    INT(130, "interrupted"),
    TERM(143, "interrupted"),
    KILL(137, ""),
    SERVER_KILLED(1, "An I/O error occurred while sending to the backend. (SQLSTATE 08006)"),
    SESSION_ENDED(1, "terminating connection due to administrator command (SQLSTATE 57P01)");

    /** What the command ends with. */
    final int code;

    /** What it says of that. */
    final String said;

    Event(int code, String said) {
        this.code = code;
        this.said = said;
    }

    boolean isSignal() {
        return this != SERVER_KILLED && this != SESSION_ENDED;
    }

    /** @param database null where the command has a server of its own */
    void happen(FaultRun run, DevelopmentDatabase database) throws Exception {
        switch (this) {
            case SERVER_KILLED -> database.kill();
            case SESSION_ENDED -> database.endOthers();
            // as a terminal does
            default -> run.signal(name(), true);
        }
    }

    @Override
    public String toString() {
        return switch (this) {
            case SERVER_KILLED -> "the server is killed";
            case SESSION_ENDED -> "an administrator ends its session";
            default -> name() + " GROUP";
        };
    }
}
