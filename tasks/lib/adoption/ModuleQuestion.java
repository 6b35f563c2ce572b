//JAVA 17+

package lib.adoption;

import java.util.List;
import java.util.function.Consumer;
import lib.base.Console;
import lib.base.ExitException;

/**
 * Which module it is to be: at a terminal the user chooses; elsewhere the likeliest is taken, and said.
 *
 * @param interactive whether there is somebody to ask
 * @param notes takes what is said
 */
public record ModuleQuestion(boolean interactive, Consumer<String> notes) {

    /** @return which of the answers, from 0 */
    public int choose(String question, List<String> answers) {
        if (!interactive) {
            notes.accept(question + " Chosen: " + answers.get(0) + "; --module chooses another: "
                    + String.join(", ", answers.subList(1, answers.size())));
            return 0;
        }
        System.out.println(question);
        for (int i = 0; i < answers.size(); i++) System.out.println("  " + (i + 1) + "  " + answers.get(i));
        String answer = System.console().readLine("%s: which one, 1 to %d? ", Console.PROGRAM, answers.size());
        if (answer == null
                || !answer.strip().matches("[1-9]\\d{0,3}")
                || Integer.parseInt(answer.strip()) > answers.size())
            throw ExitException.wrongInput(
                    "that is not one of them; nothing was written", "Answer with a number, or name it: --module PATH");
        return Integer.parseInt(answer.strip()) - 1;
    }
}
