//JAVA 17+

package lib.database;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import lib.base.ExitException;

/** What a script that is run in one transaction, all of it or nothing, may not have. */
public class SingleTransaction {

    private static final Set<String> ENDS = Set.of("COMMIT", "END", "ROLLBACK", "ABORT", PsqlCommand.CONNECT);
    private static final Pattern TO_SAVEPOINT =
            Pattern.compile("(?is)ROLLBACK\\s+(?:(?:WORK|TRANSACTION)\\s+)?TO\\b.*");
    private static final Pattern PREPARE = Pattern.compile("(?is)PREPARE\\s+TRANSACTION\\b.*");

    /** Fails where a statement would end the transaction, or leave it for another database. */
    public static void require(List<SqlScript.Part> parts, String source) {
        for (SqlScript.Part part : parts) {
            if (!ends(part)) continue;
            throw ExitException.workFailed(
                    source + ", line " + part.line() + ": " + part.command()
                            + " would end the single transaction of the script",
                    "Remove it.");
        }
    }

    private static boolean ends(SqlScript.Part part) {
        return ENDS.contains(part.command())
                        && !TO_SAVEPOINT.matcher(part.words()).matches()
                || PREPARE.matcher(part.words()).matches();
    }
}
