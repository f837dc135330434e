-- The way back to the original service with what was said since: docs/migrating.md. When every node of chatter has stopped:
--
--   psql --single-transaction -v ON_ERROR_STOP=1 -f docs/rollback.sql "$DATABASE_URL"
--
-- Moves everything of chatter's into a schema chatter_left, which loses nothing, and makes the original's three tables anew.
-- What the original cannot hold stays there alone: rooms of many, receipts, reactions, that a user was suspended, and all of
-- other realms than uacl's.

CREATE SCHEMA chatter_left;

DO $$
DECLARE
    item RECORD;
BEGIN
    FOR item IN
        SELECT tablename AS name FROM pg_tables
        WHERE schemaname = current_schema()
          AND tablename IN ('users', 'tokens', 'messages', 'rooms', 'room_heads', 'members', 'outbox', 'receipts',
                            'room_events', 'nodes', 'online', 'last_seen', 'changes', 'reactions',
                            'reaction_counts', 'bus_texts', 'notification_attempts', 'chatter_schema_history')
    LOOP
        EXECUTE format('ALTER TABLE %I SET SCHEMA chatter_left', item.name);
    END LOOP;
    FOR item IN
        SELECT oid::regprocedure AS name FROM pg_proc
        WHERE pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
          AND proname IN ('chatter_condition_failed', 'chatter_count_reactions', 'folded_name')
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET SCHEMA chatter_left', item.name);
    END LOOP;
END $$;

CREATE TABLE users (
    id         SERIAL PRIMARY KEY,
    username   VARCHAR(128) NOT NULL UNIQUE,
    user_group VARCHAR(56)
);
INSERT INTO users (id, username, user_group)
SELECT id, username, user_group FROM chatter_left.users WHERE NOT starts_with(username, chr(31));
SELECT setval('users_id_seq', max(id)) FROM users HAVING max(id) IS NOT NULL;

-- Clients ask for new ones.
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
-- Edited messages as they are now, and none that were deleted. Who talked to himself is alone in his room.
INSERT INTO messages (id, username_from, username_to, message, image_path, created_at)
SELECT said.id, said.sender, coalesce(other.username, said.sender), said.body, said.image_path, said.created_at
FROM chatter_left.messages said
JOIN chatter_left.rooms room ON room.id = said.room AND room.visibility = 'direct'
LEFT JOIN chatter_left.members other ON other.room = said.room AND other.username <> said.sender
WHERE said.deleted_at IS NULL AND NOT starts_with(said.room, chr(31));
SELECT setval('messages_id_seq', max(id)) FROM messages HAVING max(id) IS NOT NULL;

CREATE INDEX users_username_idx ON users (username);
CREATE INDEX users_user_group_idx ON users (user_group);
CREATE INDEX messages_username_from_idx ON messages (username_from);
CREATE INDEX messages_username_to_idx ON messages (username_to);
