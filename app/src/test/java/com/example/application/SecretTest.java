package com.example.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {

    @TempDir
    Path directory;

    private Configuration with(String... variables) {
        return Configuration.from(
                variables.length == 2
                        ? Map.of(variables[0], variables[1])
                        : Map.of(variables[0], variables[1], variables[2], variables[3]));
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("password"), text).toString();
    }

    @Test
    void a_password_is_read_from_the_file_without_its_last_line_break() throws IOException {
        assertEquals("p w\n ", with("POSTGRES_PASSWORD_FILE", file("p w\n \n")).databasePassword());
        assertEquals(
                "p w", with("POSTGRES_PASSWORD_FILE", file("p w\n")).variables().get("POSTGRES_PASSWORD"));
    }

    @Test
    void the_variable_wins_over_the_file_unless_it_is_empty() throws IOException {
        assertEquals(
                "one",
                with("POSTGRES_PASSWORD", "one", "POSTGRES_PASSWORD_FILE", file("two"))
                        .databasePassword());
        assertEquals(
                "two",
                with("POSTGRES_PASSWORD", "", "POSTGRES_PASSWORD_FILE", file("two"))
                        .databasePassword());
    }

    @Test
    void a_file_that_is_not_there_is_told_by_the_name_of_its_variable() {
        Configuration lost =
                with("POSTGRES_PASSWORD_FILE", directory.resolve("nowhere").toString());
        assertTrue(assertThrows(UncheckedIOException.class, lost::databasePassword)
                .getMessage()
                .contains("POSTGRES_PASSWORD_FILE"));
    }
}
