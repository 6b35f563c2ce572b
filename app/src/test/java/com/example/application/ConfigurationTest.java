package com.example.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

    @Test
    void development_is_the_default() {
        assertInstanceOf(DevelopmentConfiguration.class, Configuration.from(Map.of()));
    }

    @Test
    void only_the_testing_configuration_is_for_testing() {
        assertTrue(Configuration.from(Map.of("APPLICATION_CONFIG", "testing")).testing());
        assertFalse(
                Configuration.from(Map.of("APPLICATION_CONFIG", "production")).testing());
    }

    @Test
    void an_unknown_name_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Configuration.from(Map.of("APPLICATION_CONFIG", "staging")));
    }

    @Test
    void a_missing_variable_is_named() {
        IllegalStateException missing = assertThrows(
                IllegalStateException.class, () -> Configuration.from(Map.of()).databaseHost());
        assertTrue(missing.getMessage().contains("POSTGRES_HOSTNAME"));
    }

    @Test
    void the_server_listens_on_loopback_port_5000_unless_told_otherwise() {
        assertEquals("127.0.0.1", Configuration.from(Map.of()).host());
        assertEquals(5000, Configuration.from(Map.of()).port());
        assertEquals(
                8080, Configuration.from(Map.of("APPLICATION_PORT", "8080")).port());
    }
}
