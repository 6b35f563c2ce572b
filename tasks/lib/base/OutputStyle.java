//JAVA 17+

package lib.base;

import java.io.Console;

/** Whether a person sits at the other end, and what of colours and moving lines they want to see. */
public class OutputStyle {

    /** When to use colours. */
    public enum Colours {
        auto,
        always,
        never
    }

    private static volatile Colours wanted = Colours.auto;

    private OutputStyle() {}

    /** What the command line says; it wins over the variables. */
    public static void use(Colours colours) {
        wanted = colours;
    }

    /** Newer JDKs have a console even where there is no terminal. */
    public static boolean atTerminal() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }

    /** Whether moving lines are unwanted; a CI's log is no terminal, even where it looks like one. */
    public static boolean plain() {
        return wanted == Colours.never || !atTerminal() || set("CI") || wanted == Colours.auto && set("NO_COLOR");
    }

    public static boolean colours() {
        return wanted == Colours.always || !plain();
    }

    private static boolean set(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isEmpty() && !value.equals("false");
    }
}
