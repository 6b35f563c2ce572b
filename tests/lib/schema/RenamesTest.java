//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RenamesTest {

    private static String in(String... lines) {
        return Renames.in(String.join("\n", lines), "schema.sql", "public").all().stream()
                .map(rename -> rename.schema() + "." + rename.table() + " " + rename.column() + " " + rename.old())
                .collect(Collectors.joining(", "));
    }

    @Test
    void a_comment_is_beside_a_column_or_in_the_line_above() {
        assertEquals(
                "public.users email mail, public.users \"Age\" \"Years\"",
                in(
                        "CREATE TABLE users (",
                        "  id int,",
                        "  email text default ';', -- renamed from: mail",
                        "  --renamed from:  \"Years\"",
                        "  \"Age\" int",
                        ");"));
    }

    @Test
    void of_a_table_it_is_in_the_line_of_create_table_or_above() {
        assertEquals("public.users null accounts", in("create table users ( -- renamed from: accounts", "  id int);"));
        assertEquals(
                "public.users null accounts, shop.\"Odd t\" null old",
                in(
                        "create table other (id int);",
                        "",
                        "-- renamed from: accounts",
                        "create unlogged table if not exists users (id int);",
                        "create table shop . \"Odd t\" (id int); -- renamed from: old",
                        "create table last (id int);"));
    }

    @Test
    void elsewhere_it_is_text() {
        assertEquals(
                "",
                in(
                        "create table t (",
                        "  a text default '-- renamed from: b'",
                        ");",
                        "create function f() returns int language sql as $$",
                        "  select 1 -- renamed from: x",
                        "$$;",
                        "-- renamed from: nothing"));
    }
}
