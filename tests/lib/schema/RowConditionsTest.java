//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lib.schema.Catalog.Thing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowConditionsTest {

    private static final Thing TABLE = new Thing("table", "", "t");

    private static List<String> conditions(Map<Thing, String> before, Map<Thing, String> after) {
        Map<Thing, String> from = new TreeMap<>(before);
        from.put(TABLE, "");
        Map<Thing, String> to = new TreeMap<>(after);
        to.put(TABLE, "");
        return RowConditions.between(new Catalog(from), new Catalog(to));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "column|| integer not null| t.x is NOT NULL and has no default",
                "column| integer| integer not null| t.x is NOT NULL and has no default",
                "column| integer not null| bigint not null|",
                "column|| integer not null default 1|",
                "column|| integer not null identity|",
                "column|| integer|",
                "constraint|| UNIQUE (a)| t.x is a new condition: UNIQUE (a)",
                "constraint| CHECK ((a > 0))| CHECK ((a > 1))| t.x is a new condition: CHECK ((a > 1))",
                "constraint|| CHECK ((a > 1)) NOT VALID|",
                "constraint| CHECK ((a > 1))| CHECK ((a > 1))|",
                "index|| CREATE UNIQUE INDEX x ON t USING btree (a)| t.x allows no duplicates",
                "index|| CREATE INDEX x ON t USING btree (a)|",
            })
    void a_new_demand_on_rows_is_told(String kind, String before, String after, String condition) {
        Thing thing = new Thing(kind, "t", "x");
        assertEquals(
                condition == null ? List.of() : List.of(condition),
                conditions(before == null ? Map.of() : Map.of(thing, before), Map.of(thing, after)));
    }

    @Test
    void neither_another_name_nor_a_new_table_is_one() {
        assertEquals(
                List.of(),
                conditions(
                        Map.of(new Thing("constraint", "t", "old"), "UNIQUE (a)"),
                        Map.of(
                                new Thing("constraint", "t", "fresh"),
                                "UNIQUE (a)",
                                new Thing("table", "", "other"),
                                "",
                                new Thing("column", "other", "a"),
                                "integer not null")));
    }
}
