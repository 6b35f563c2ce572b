//JAVA 17+
//SOURCES Times.java

import java.util.*;

/**
 * Measures variants in turn, so that a slow minute of the machine meets all of them, and begins each round with another
 * one, so that none always comes after the same. The round before the first warms caches and does not count.
 */
class Rounds {

    interface Step {
        void run() throws Exception;
    }

    /** Whatever can be measured, in a unit of its own. */
    interface Gauge {
        double read() throws Exception;
    }

    private record Variant(String name, Gauge gauge) {}

    private final int count;
    private final String unit;
    /** Each a row of variants that depend on one another's order. */
    private final List<List<Variant>> lanes = new ArrayList<>();

    Rounds(int count, String unit) {
        this.count = count;
        this.unit = unit;
    }

    static Rounds ofSeconds(int count) {
        return new Rounds(count, "s");
    }

    Rounds gauge(String name, Gauge gauge) {
        lanes.add(new ArrayList<>(List.of(new Variant(name, gauge))));
        return this;
    }

    Rounds time(String name, Step work) {
        return time(name, () -> {}, work, () -> {});
    }

    /** Only the work counts. */
    Rounds time(String name, Step before, Step work, Step after) {
        return gauge(name, stopwatch(before, work, after));
    }

    /** Is measured right after the variant that was named last, always. */
    Rounds then(String name, Step work) {
        lanes.get(lanes.size() - 1).add(new Variant(name, stopwatch(() -> {}, work, () -> {})));
        return this;
    }

    private static Gauge stopwatch(Step before, Step work, Step after) {
        return () -> {
            before.run();
            long start = System.nanoTime();
            work.run();
            double seconds = (System.nanoTime() - start) / 1e9;
            after.run();
            return seconds;
        };
    }

    /** By name, in the order in which they were named. */
    Map<String, Times> run() throws Exception {
        Map<String, Times> all = new LinkedHashMap<>();
        lanes.forEach(
                lane -> lane.forEach(variant -> all.put(variant.name, new Times(variant.name, new ArrayList<>()))));
        for (int round = 0; round <= count; round++) {
            Collections.rotate(lanes, -1);
            for (List<Variant> lane : lanes) {
                for (Variant variant : lane) {
                    double value = variant.gauge.read();
                    System.err.printf(
                            Locale.ROOT,
                            "%s: %s: %.2f %s%n",
                            round == 0 ? "warm-up" : "round " + round + " of " + count,
                            variant.name,
                            value,
                            unit);
                    if (round > 0) all.get(variant.name).values().add(value);
                }
            }
        }
        return all;
    }
}
