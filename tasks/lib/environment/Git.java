//JAVA 17+

package lib.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lib.process.ProcessRunner;

/** What git says of the project; it is asked in a dry run as well, for it changes nothing. */
public record Git(Context context) {

    public ProcessRunner.Output run(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(arguments));
        return context.real().runner().captured(context.command(argv));
    }

    /** What it prints; nothing if there is no git here, or it fails. */
    public Optional<String> answer(String... arguments) {
        if (ProcessRunner.onPath("git") == null) return Optional.empty();
        ProcessRunner.Output output = run(arguments);
        return output.code() == 0 ? Optional.of(output.out()) : Optional.empty();
    }
}
