-- An administrator and two users.
INSERT INTO users (email) VALUES
    ('admin@example.com'),
    ('alice@example.com'),
    ('bob@example.com');
