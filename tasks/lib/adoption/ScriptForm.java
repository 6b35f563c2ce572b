//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import lib.base.Console;
import lib.base.ExitException;

/**
 * Whether a repository gets the scripts, or JBang fetches those of a version whenever they are used.
 *
 * @param version OWNER/REPO/TAG; null where they are copied
 */
public record ScriptForm(String version) {

    /** Of the option, where it names no version. */
    public static final String ASK = "";

    private static final ScriptForm COPIED = new ScriptForm(null);

    /**
     * What the user wants, or what the repository has.
     *
     * @param copy whether that was asked for
     * @param noCopy the version that is not to be copied, {@link #ASK} for the one that is known, null for none
     * @param interactive whether there is somebody to ask
     */
    public static ScriptForm of(Path root, boolean copy, String noCopy, boolean interactive) {
        Optional<String> version = new SharedFiles(root).version();
        if (copy) {
            if (noCopy != null)
                throw ExitException.wrongInput("--copy and --no-copy cannot be combined", "Choose one.");
            return COPIED;
        }
        if (noCopy != null && !noCopy.equals(ASK)) return new ScriptForm(checked(noCopy));
        boolean adopted = ScriptFiles.none(root).adopted();
        if (noCopy == null && adopted) return COPIED;
        if (version.isPresent()) return new ScriptForm(version.get());
        if (!interactive && noCopy == null) return COPIED;
        if (!interactive)
            throw ExitException.wrongInput(
                    "--no-copy needs a version",
                    "Name where JBang finds it: --no-copy=OWNER/REPO/TAG, as in: jbang manage@OWNER/REPO/TAG");
        return noCopy == null && wantsCopy()
                ? COPIED
                : new ScriptForm(checked(asked("which version, OWNER/REPO/TAG?")));
    }

    /** Where there is nothing to write. */
    public String complete() {
        return version == null
                ? "The scripts are those of this version: there is nothing to do."
                : "JBang fetches the scripts of " + version
                        + ": there is nothing to do. Another version: init --no-copy=OWNER/REPO/TAG";
    }

    /** How the tests are run, in a line for each way. */
    public String firstRun() {
        return version == null
                ? "  jbang manage.java test\nor, without JBang:\n  java jbang.java manage.java test"
                : "  jbang manage test";
    }

    private static boolean wantsCopy() {
        System.out.println("""
            If the scripts are copied, you can read and change them, and they need no network.
            If not, the repository has only config/, docker/ and the version number of the scripts.\
            """);
        String answer = asked("copy the scripts? [Y/n]").toLowerCase(Locale.ROOT);
        if (answer.isEmpty() || answer.matches("y|yes")) return true;
        if (answer.matches("n|no")) return false;
        throw ExitException.wrongInput(
                "that is neither yes nor no; nothing was written",
                "Answer y or n, or decide with --copy or --no-copy.");
    }

    private static String asked(String question) {
        String answer = System.console().readLine("%s: %s ", Console.PROGRAM, question);
        if (answer == null)
            throw ExitException.wrongInput(
                    "there was no answer; nothing was written", "Use init --yes to write without a question.");
        return answer.strip();
    }

    /** As JBang has it behind the @, or the address of a catalog. */
    private static String checked(String version) {
        if (version.matches("[\\w-]+/[\\w.-]+/[\\w.+-][\\w./+-]*|https?://\\S+/jbang-catalog\\.json")) return version;
        throw ExitException.wrongInput(
                "\"" + version + "\" is not a version that JBang can fetch",
                "Write OWNER/REPO/TAG, as in: jbang manage@OWNER/REPO/TAG; or the address of a jbang-catalog.json.");
    }
}
