//JAVA 17+

package lib.testing;

import java.nio.file.Path;
import java.util.*;

/** The classes whose tests run now, each in one JVM, nested ones as a part of the class around them. */
class RunningClasses {

    /**
     * A class whose tests have ended.
     *
     * @param results how many of them ended in which way, such as passed or failed
     */
    record Ended(String type, double seconds, Map<String, Integer> results) {}

    private record Key(Path jvm, String type) {}

    private static class Running {

        private final Map<String, Integer> results = new LinkedHashMap<>();
        private double seconds;
        /** Its framework tells when it ends; of others that shows when the JVM begins another. */
        private boolean hasEnd;
    }

    private final Map<Key, Running> running = new LinkedHashMap<>();

    /** Takes in that a class or a test begins, or a class ends; classes that have ended are returned. */
    List<Ended> take(Path jvm, List<String> event) {
        boolean start = event.get(0).equals("start");
        if (!start && !event.get(0).equals("done")) return List.of();
        int type = start ? 3 : 2;
        boolean whole = event.get(type + 1).isEmpty() && isOuter(event.get(type));
        if (start) {
            List<Ended> before = begin(jvm, event.get(type));
            if (whole && event.get(2).equals("holder")) of(jvm, event.get(type)).hasEnd = true;
            return before;
        }
        if (!whole) return List.of();
        of(jvm, event.get(type)).seconds = Double.parseDouble(event.get(4));
        return end(List.of(new Key(jvm, event.get(type))));
    }

    /** Takes in how a test ended. */
    List<Ended> take(Path jvm, TestReports.Case test, boolean again) {
        List<Ended> before = begin(jvm, test.id().type());
        Running its = of(jvm, test.id().type());
        String failed = again ? "to run again" : "failed";
        String result = test.failed() ? failed : test.status().name().toLowerCase(Locale.ROOT);
        its.results.merge(result, 1, Integer::sum);
        its.seconds += test.seconds();
        // what has no method is the class itself, in which something went wrong, or all that there is of it
        if (!test.id().method().isEmpty() || !isOuter(test.id().type())) return before;
        List<Ended> all = new ArrayList<>(before);
        all.addAll(end(List.of(new Key(jvm, test.id().type()))));
        return all;
    }

    /** Nothing runs any more. */
    List<Ended> end() {
        return end(List.copyOf(running.keySet()));
    }

    /** The names of those that run, the one that began first in front. */
    List<String> names() {
        return running.keySet().stream()
                .map(key -> new TestReports.Id(key.type(), "", "").toString())
                .distinct()
                .toList();
    }

    private static boolean isOuter(String type) {
        return outer(type).equals(type);
    }

    private static String outer(String type) {
        return type.replaceFirst("(?<=.)\\$.*", "");
    }

    private Running of(Path jvm, String type) {
        return running.computeIfAbsent(new Key(jvm, outer(type)), key -> new Running());
    }

    private List<Ended> begin(Path jvm, String type) {
        of(jvm, type);
        return end(running.entrySet().stream()
                .filter(other -> !other.getValue().hasEnd)
                .map(Map.Entry::getKey)
                .filter(key -> key.jvm().equals(jvm) && !key.type().equals(outer(type)))
                .toList());
    }

    /** Of those that have had a test. */
    private List<Ended> end(List<Key> keys) {
        List<Ended> ended = new ArrayList<>();
        for (Key key : keys) {
            Running its = running.remove(key);
            if (!its.results.isEmpty()) ended.add(new Ended(key.type(), its.seconds, its.results));
        }
        return ended;
    }
}
