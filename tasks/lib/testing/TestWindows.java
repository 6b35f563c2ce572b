//JAVA 17+

package lib.testing;

import java.nio.file.Path;
import java.util.*;
import lib.maven.TestEvents;

/** When each test, and each class that holds tests, ran: from what they told themselves. */
class TestWindows {

    /**
     * A test or a class while it ran, in milliseconds since 1970.
     *
     * @param fork the number of its JVM, where there are several; else empty
     */
    record Window(TestReports.Id id, boolean holder, long begin, long end, String fork) {

        private boolean has(long time) {
            return time >= begin && time <= end;
        }
    }

    private record Key(Path jvm, String number) {}

    /** Statements are not told quite in their order: a window is forgotten only after this time. */
    private static final long LATE = 2000;

    private final Map<Path, String> forks = new HashMap<>();
    private final Map<Key, Window> open = new LinkedHashMap<>();
    private final List<Window> ended = new ArrayList<>();
    private final Deque<Window> coming = new ArrayDeque<>();
    private final List<Window> running = new ArrayList<>();

    /** All that was told of a run that is over. */
    static TestWindows of(TestEvents events) {
        TestWindows windows = new TestWindows();
        events.poll(windows::take);
        // what never told of its end
        windows.ended.addAll(windows.open.values());
        windows.ended.sort(Comparator.comparingLong(Window::begin));
        windows.coming.addAll(windows.ended);
        return windows;
    }

    private void take(Path jvm, List<String> event) {
        switch (event.get(0)) {
            case "told" -> forks.put(jvm, event.get(2));
            case "start" -> {
                TestReports.Id id = ExecutedTests.id(event, 3);
                long begin = Long.parseLong(event.get(6));
                boolean holder = event.get(2).equals("holder");
                open.put(
                        new Key(jvm, event.get(1)),
                        new Window(id, holder, begin, Long.MAX_VALUE, forks.getOrDefault(jvm, "")));
            }
            case "test" -> end(new Key(jvm, event.get(1)), event.get(10));
            case "done" -> end(new Key(jvm, event.get(1)), event.get(5));
            default -> {}
        }
    }

    private void end(Key key, String time) {
        Window begun = open.remove(key);
        if (begun != null)
            ended.add(new Window(begun.id(), begun.holder(), begun.begin(), Long.parseLong(time), begun.fork()));
    }

    /**
     * What ran at a time: tests, else the innermost class. To be asked in the order of time, but for a second or two.
     *
     * @param fork the number of the JVM that is meant; empty for any
     */
    List<Window> at(long time, String fork) {
        while (!coming.isEmpty() && coming.peek().begin() <= time + LATE) running.add(coming.remove());
        running.removeIf(window -> window.end() < time - LATE);
        List<Window> all = running.stream()
                .filter(window -> window.has(time) && (fork.isEmpty() || fork.equals(window.fork())))
                .toList();
        List<Window> tests = all.stream().filter(window -> !window.holder()).toList();
        if (!tests.isEmpty()) return tests;
        return all.stream()
                .max(Comparator.comparingLong(Window::begin))
                .map(List::of)
                .orElse(List.of());
    }
}
