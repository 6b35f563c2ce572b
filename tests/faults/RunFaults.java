//JAVA 17+

package faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import support.On;
import support.PageServer;

/** What ends {@code run}, from the first compilation until it takes in a change. */
class RunFaults {

    private static final String LISTENS = "The shop listens.";
    private static final String ANSWERS = "The application answers on ";

    private enum Stage {
        /** Maven compiles, or the first version starts. */
        START,
        WAITING,
        /** The next version has begun, and does not listen yet. */
        RELOAD,
        RELOAD_THROUGH_MAVEN,
        /** Maven runs it, as it does for Spring Boot and Quarkus. */
        IN_MAVEN;

        private FaultRun start(FaultRun run) throws Exception {
            PageServer.write(run.here);
            List<String> arguments = new ArrayList<>(List.of("--engine", run.engine.name(), "run", "--port", "0"));
            if (this == IN_MAVEN) arguments.addAll(List.of("--no-reload", "--", "-Dexec.mainClass=shop.Shop"));
            return run.command(arguments);
        }

        private void reach(FaultRun run) throws Exception {
            start(run);
            switch (this) {
                case IN_MAVEN -> run.until(LISTENS).pause(500);
                case START -> run.pause(3000);
                case WAITING -> run.until(ANSWERS).pause(1000);
                case RELOAD -> {
                    run.until(ANSWERS).pause(2000);
                    run.here.replace(PageServer.SHOP, "int port", "Thread.sleep(60_000); int port");
                    run.until("Changed: ").pause(1500);
                }
                case RELOAD_THROUGH_MAVEN -> {
                    run.until(ANSWERS).pause(2000);
                    run.here.replace("shop/pom.xml", "</project>", "<name>Shop</name></project>");
                    run.until("Maven is needed: ").pause(300);
                }
            }
        }
    }

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            String where = "run, " + stage.name().toLowerCase().replace('_', ' ');
            for (String signal : List.of("INT", "HUP")) {
                String name = signal.equals("INT") ? "INT GROUP" : "the terminal is closed";
                int code = signal.equals("INT") ? 130 : 129;
                faults.add(new Fault(name, where, On.embedded, "exit " + code, run -> {
                    stage.reach(run);
                    return ended(run.signal(signal, true));
                }));
            }
            faults.add(new Fault("KILL", where, On.embedded, "exit 137; next run: exit 130", run -> {
                stage.reach(run);
                int code = run.killProgram().end();
                stage.start(run).until(stage == Stage.IN_MAVEN ? LISTENS : ANSWERS);
                return "exit " + code + "; next run: " + ended(run.signal("INT", true));
            }));
        }
        return faults;
    }

    private static String ended(FaultRun run) throws Exception {
        int code = run.end();
        Path state = run.here.directory.resolve(".manage");
        // it may have ended before it began anything
        if (Files.notExists(state)) return "exit " + code;
        try (Stream<Path> files = Files.list(state)) {
            List<Path> versions = files.filter(
                            file -> file.getFileName().toString().startsWith("run-"))
                    .toList();
            return "exit " + code + (versions.isEmpty() ? "" : "; left: " + versions);
        }
    }
}
