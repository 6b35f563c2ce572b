package com.example.application;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.util.PSQLState;

/** The users in the database. */
public class UserRepository {

    private final DataSource database;

    public UserRepository(DataSource database) {
        this.database = database;
    }

    /**
     * Stores a new user and returns it with the id it was given.
     *
     * @throws DuplicateEmailException if the e-mail address is taken
     * @throws SQLException if the database refuses it for another reason, null among them
     */
    public User create(String email) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO users (email) VALUES (?) RETURNING id, email")) {
            insert.setString(1, email);
            try (ResultSet rows = insert.executeQuery()) {
                rows.next();
                return user(rows);
            }
        } catch (SQLException e) {
            if (PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState()))
                throw new DuplicateEmailException(email, e);
            throw e;
        }
    }

    public Optional<User> find(long id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT id, email FROM users WHERE id = ?")) {
            select.setLong(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(user(rows)) : Optional.empty();
            }
        }
    }

    /** All users, the oldest first. */
    public List<User> list() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT id, email FROM users ORDER BY id");
                ResultSet rows = select.executeQuery()) {
            List<User> users = new ArrayList<>();
            while (rows.next()) users.add(user(rows));
            return users;
        }
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(row.getLong("id"), row.getString("email"));
    }
}
