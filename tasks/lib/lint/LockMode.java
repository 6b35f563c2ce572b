//JAVA 17+

package lib.lint;

/**
 * The locks of PostgreSQL on a table, the weakest first, with what waits for them.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html">Explicit locking</a>
 */
enum LockMode {
    AccessShareLock(""),
    RowShareLock(""),
    RowExclusiveLock(""),
    ShareUpdateExclusiveLock(""),
    ShareLock("writes to"),
    ShareRowExclusiveLock("writes to"),
    ExclusiveLock("writes to"),
    AccessExclusiveLock("reads of and writes to");

    /** What waits until the transaction ends; empty where reads and writes go on. */
    final String blocks;

    LockMode(String blocks) {
        this.blocks = blocks;
    }

    boolean isBlocking() {
        return !blocks.isEmpty();
    }

    static LockMode stronger(LockMode one, LockMode other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
