//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4

package lib.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.*;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.function.Function;
import lib.base.ExitException;
import lib.base.TextTable;
import lib.database.Database;
import lib.environment.Context;
import lib.server.RunLock;
import lib.server.ServerAddressFile;
import tools.jackson.databind.json.JsonMapper;

/**
 * The scenarios for people and for programs: those there are, with what one wants to know of them, and those that could
 * be.
 */
public class ScenarioList {

    private static final List<String> COLUMNS =
            List.of("name", "state", "engine", "host", "port", "age", "size", "file");
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");

    private final Scenarios scenarios;
    private final Function<String, Context> contexts;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    /** @param contexts the context of a scenario by its name */
    public ScenarioList(Scenarios scenarios, Function<String, Context> contexts) {
        this.scenarios = scenarios;
        this.contexts = contexts;
        SortedMap<String, List<Path>> files = scenarios.files();
        SortedSet<String> made = scenarios.made();
        made.forEach(name -> rows.add(row(name, files, true)));
        files.keySet().stream().filter(name -> !made.contains(name)).forEach(name -> rows.add(row(name, files, false)));
    }

    private Map<String, Object> row(String name, Map<String, List<Path>> files, boolean made) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("state", null);
        row.put("engine", null);
        row.put("host", null);
        row.put("port", null);
        row.put("since", null);
        row.put("size", null);
        row.put(
                "file",
                files.containsKey(name)
                        ? scenarios.context().project().show(files.get(name).get(0))
                        : null);
        if (made) look(name, row);
        return row;
    }

    private void look(String name, Map<String, Object> row) {
        Context context = contexts.apply(name).real();
        Path file = context.project().state(context.environment().instance() + ".run");
        try {
            RunLock.Run run = RunLock.leftIn(file);
            if (run == null && Files.exists(file) && Files.size(file) > 0) {
                row.put("state", "in progress");
                return;
            }
            row.put("state", run != null && !run.kept() ? "unfinished" : "stopped");
            row.put("engine", run == null ? "docker" : run.engine());
            row.put("since", run == null ? null : run.since());
            if (run == null || run.kept()) ask(ServerAddressFile.locate(context), row);
        } catch (IOException e) {
            throw ExitException.cannotRead(file.toString(), e);
        } catch (ExitException | SQLException notNow) {
            if (notNow instanceof ExitException stop && stop.code == ExitException.INTERRUPTED) throw stop;
        }
    }

    private static void ask(Context at, Map<String, Object> row) throws SQLException {
        try (Connection connection = Database.application(at.environment()).connect();
                Statement statement = connection.createStatement();
                ResultSet size = statement.executeQuery("SELECT pg_database_size(current_database())")) {
            size.next();
            row.put("size", size.getLong(1));
            row.put("state", "running");
            row.put("host", at.environment().require("POSTGRES_HOSTNAME"));
            row.put("port", at.environment().port("POSTGRES_PORT"));
        }
    }

    /** Bytes for a size, a time in UTC for since; null for what is not known. */
    public String json() {
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows);
    }

    public String text() {
        if (rows.isEmpty()) return "There are no scenarios yet. " + scenarios.known();
        TextTable table = new TextTable();
        table.row(
                COLUMNS.stream().map(column -> column.toUpperCase(Locale.ROOT)).toArray());
        rows.forEach(row ->
                table.row(COLUMNS.stream().map(column -> cell(row, column)).toArray()));
        return String.join(System.lineSeparator(), table.lines());
    }

    private static String cell(Map<String, Object> row, String column) {
        return switch (column) {
            case "age" ->
                row.get("since") == null
                        ? "-"
                        : age(Duration.between(Instant.parse((String) row.get("since")), Instant.now()));
            case "size" -> row.get("size") == null ? "-" : size((long) row.get("size"));
            default -> Objects.requireNonNullElse(row.get(column), "-").toString();
        };
    }

    static String age(Duration age) {
        if (age.toMinutes() < 1) return Math.max(0, age.toSeconds()) + " s";
        if (age.toHours() < 1) return age.toMinutes() + " min";
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " days";
    }

    static String size(long bytes) {
        double number = bytes;
        int unit = 0;
        for (; number >= 1000 && unit < UNITS.size() - 1; unit++) number /= 1000;
        return (unit == 0 || number >= 100
                        ? String.valueOf(Math.round(number))
                        : String.format(Locale.ROOT, "%.1f", number))
                + " " + UNITS.get(unit);
    }
}
