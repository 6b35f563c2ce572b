//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4
//DEPS org.flywaydb:flyway-core:13.12.0

package lib.migration;

import java.util.*;
import lib.base.TextTable;
import lib.base.TextTable.Column;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import tools.jackson.databind.json.JsonMapper;

/** Migrations for people and for programs; apart from the command, so that only a list of them loads Flyway. */
public class MigrationTable {

    private final List<MigrationInfo> all;

    public MigrationTable(MigrationInfo[] all) {
        this(List.of(all));
    }

    public MigrationTable(List<MigrationInfo> all) {
        this.all = all;
    }

    /** The names of their files. */
    public List<String> scripts() {
        return all.stream().map(MigrationInfo::getScript).toList();
    }

    /** Whether none is pending or failed. */
    public boolean done() {
        return all.stream()
                .noneMatch(migration -> migration.getState() == MigrationState.PENDING
                        || migration.getState().isFailed());
    }

    /** Of several databases one after the other, each migration with the name of its own. */
    public static String json(Map<String, MigrationTable> databases) {
        List<Map<String, Object>> rows = new ArrayList<>();
        databases.forEach((name, table) -> table.all.forEach(migration -> {
            Map<String, Object> row = new LinkedHashMap<>();
            if (databases.size() > 1) row.put("database", name);
            row.putAll(row(migration));
            rows.add(row);
        }));
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows);
    }

    public String text() {
        TextTable table = new TextTable(
                fixed(16), fixed(36).after(1), fixed(14).after(1), Column.left().after(1));
        table.row("Version", "Description", "State", "Applied");
        for (MigrationInfo migration : all) {
            Map<String, Object> row = row(migration);
            table.row(row.get("version"), row.get("description"), row.get("state"), row.get("applied"));
        }
        return String.join(System.lineSeparator(), table.lines())
                + (all.isEmpty() ? System.lineSeparator() + "There are no migrations." : "");
    }

    private static Column fixed(int width) {
        return Column.left().atLeast(width).atMost(width);
    }

    private static Map<String, Object> row(MigrationInfo migration) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(
                "version",
                migration.getVersion() == null ? null : migration.getVersion().getVersion());
        row.put("description", migration.getDescription());
        row.put("script", migration.getScript());
        row.put("state", migration.getState().getDisplayName());
        row.put(
                "applied",
                migration.getInstalledOn() == null
                        ? null
                        : migration.getInstalledOn().toInstant().toString());
        return row;
    }
}
