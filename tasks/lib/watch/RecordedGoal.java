//JAVA 17+

package lib.watch;

import java.nio.file.Path;
import java.util.*;

/**
 * A goal that Maven ran, as BuildRecorder of the extension writes it down.
 *
 * @param failures what Maven does when a module fails, in its own words
 * @param java the JDK that Maven ran on
 */
record RecordedGoal(
        String plugin, String goal, Path directory, String failures, Path java, Map<String, Parameter> parameters) {

    /** @param set whether it is not as the plugin has it by itself */
    record Parameter(boolean set, List<String> values) {}

    /** Those of all events of a run, in the order in which they ended. */
    static List<RecordedGoal> of(List<List<String>> events) {
        Map<String, RecordedGoal> goals = new LinkedHashMap<>();
        for (List<String> event : events) {
            if (event.get(0).equals("goal")) goals.put(event.get(1), goal(event));
            if (event.get(0).equals("parameter"))
                goals.get(event.get(1))
                        .parameters
                        .put(event.get(2), new Parameter(!event.get(3).isEmpty(), event.subList(4, event.size())));
        }
        return List.copyOf(goals.values());
    }

    private static RecordedGoal goal(List<String> event) {
        return new RecordedGoal(
                event.get(2),
                event.get(3),
                Path.of(event.get(4)),
                event.get(5),
                Path.of(event.get(6)),
                new TreeMap<>());
    }

    boolean is(String aPlugin, String aGoal) {
        return plugin.equals(aPlugin) && goal.equals(aGoal);
    }

    List<String> values(String name) {
        return parameters.containsKey(name) ? parameters.get(name).values() : List.of();
    }

    /** Empty where it is not set. */
    String value(String name) {
        return values(name).isEmpty() ? "" : values(name).get(0);
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(value(name));
    }

    /** Fails for a parameter that is set and not among those. */
    void requireOnly(Set<String> known) throws MavenNeededException {
        for (Map.Entry<String, Parameter> parameter : parameters.entrySet()) {
            if (parameter.getValue().set() && !known.contains(parameter.getKey()))
                throw new MavenNeededException("the build sets " + parameter.getKey() + " of " + plugin);
        }
    }

    @Override
    public String toString() {
        return plugin + ":" + goal;
    }
}
