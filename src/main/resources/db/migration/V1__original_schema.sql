-- The schema of the service that chatter replaces, to the letter. A database that has it already starts at version 1
-- (see database/OriginalSchema), an empty one is given it, and from here on both take the same road.

CREATE TABLE users (
    id         SERIAL PRIMARY KEY,
    username   VARCHAR(128) NOT NULL UNIQUE,
    user_group VARCHAR(56)
);

CREATE TABLE tokens (
    token      TEXT PRIMARY KEY,
    username   VARCHAR(128) NOT NULL REFERENCES users (username),
    expiration TIMESTAMPTZ NOT NULL
);

CREATE TABLE messages (
    id            SERIAL PRIMARY KEY,
    username_from VARCHAR(128) NOT NULL REFERENCES users (username),
    username_to   VARCHAR(128) NOT NULL REFERENCES users (username),
    message       TEXT,
    image_path    TEXT,
    created_at    TIMESTAMPTZ NOT NULL
);

CREATE INDEX users_username_idx ON users (username);
CREATE INDEX users_user_group_idx ON users (user_group);
CREATE INDEX messages_username_from_idx ON messages (username_from);
CREATE INDEX messages_username_to_idx ON messages (username_to);
