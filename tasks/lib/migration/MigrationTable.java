//JAVA 17+
//DEPS tools.jackson.core:jackson-databind:3.2.4
//DEPS org.flywaydb:flyway-core:13.12.0

package lib.migration;

import java.util.*;
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

    public String json() {
        return new JsonMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(all.stream().map(MigrationTable::row).toList());
    }

    public String text() {
        StringBuilder text = new StringBuilder(row("Version", "Description", "State", "Applied"));
        for (MigrationInfo migration : all) {
            Map<String, Object> row = row(migration);
            text.append(row(
                    Objects.requireNonNullElse(row.get("version"), ""),
                    row.get("description"),
                    row.get("state"),
                    Objects.requireNonNullElse(row.get("applied"), "")));
        }
        return text.toString().replaceFirst("\\R$", "")
                + (all.isEmpty() ? System.lineSeparator() + "There are no migrations." : "");
    }

    private static String row(Object... cells) {
        return String.format("%-16s %-36s %-14s %s%n", cells);
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
