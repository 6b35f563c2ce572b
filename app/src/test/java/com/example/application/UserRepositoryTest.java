package com.example.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.util.PSQLState;

@ExtendWith(TestDatabase.class)
class UserRepositoryTest {

    private static final String EMAIL = "some.email@server.com";

    private UserRepository users;

    @BeforeEach
    void connect(DataSource database) {
        users = new UserRepository(database);
    }

    @Test
    void a_created_user_can_be_read_back() throws SQLException {
        User created = users.create(EMAIL);
        assertEquals(Optional.of(new User(created.id(), EMAIL)), users.find(created.id()));
    }

    @Test
    void a_user_that_was_never_created_is_not_found() throws SQLException {
        assertEquals(Optional.empty(), users.find(1));
    }

    @Test
    void users_are_listed_oldest_first() throws SQLException {
        User first = users.create("b@server.com");
        User second = users.create("a@server.com");
        assertEquals(List.of(first, second), users.list());
    }

    @Test
    void every_test_starts_with_no_users() throws SQLException {
        assertEquals(List.of(), users.list());
        assertEquals(1, users.create(EMAIL).id());
    }

    @Test
    void a_second_user_with_the_same_email_is_refused() throws SQLException {
        users.create(EMAIL);
        DuplicateEmailException refusal = assertThrows(DuplicateEmailException.class, () -> users.create(EMAIL));
        assertTrue(refusal.getMessage().contains(EMAIL));
        assertEquals(1, users.list().size());
    }

    @Test
    void a_user_without_an_email_is_refused() {
        SQLException refusal = assertThrows(SQLException.class, () -> users.create(null));
        assertEquals(PSQLState.NOT_NULL_VIOLATION.getState(), refusal.getSQLState());
    }
}
