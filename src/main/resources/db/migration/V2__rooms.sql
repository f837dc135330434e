-- From pairs of usernames to rooms with an order: every pair that ever spoke gets its direct room, and every message a
-- place in it. Runs in one transaction and holds the tables meanwhile.
--
-- Usernames and room ids compare by bytes (COLLATE "C"): that is what RoomId does in Java, and it is cheaper.
-- What one room's writers take turns on, the head, lives in a narrow table of its own.

ALTER TABLE messages RENAME TO original_messages;
ALTER TABLE original_messages RENAME CONSTRAINT messages_pkey TO original_messages_pkey;
ALTER TABLE tokens RENAME TO original_tokens;
ALTER TABLE original_tokens RENAME CONSTRAINT tokens_pkey TO original_tokens_pkey;

-- The foreign keys to users, whatever they are called.
DO $$
DECLARE
    key RECORD;
BEGIN
    FOR key IN
        SELECT conrelid::regclass AS owner, conname AS name FROM pg_constraint
        WHERE contype = 'f' AND conrelid IN ('original_messages'::regclass, 'original_tokens'::regclass)
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key.owner, key.name);
    END LOOP;
END $$;

ALTER TABLE users
    ALTER COLUMN id TYPE BIGINT,
    ALTER COLUMN username TYPE VARCHAR(128) COLLATE "C";
ALTER SEQUENCE users_id_seq AS BIGINT;

-- "No group" is one group, written in one way.
UPDATE users SET user_group = NULL WHERE user_group = '';
CREATE INDEX users_group_members_idx ON users (coalesce(user_group, ''), username);

CREATE TABLE tokens (
    hash       BYTEA PRIMARY KEY,
    username   VARCHAR(128) COLLATE "C" NOT NULL REFERENCES users (username),
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX tokens_expires_at_idx ON tokens (expires_at);
INSERT INTO tokens (hash, username, expires_at)
SELECT sha256(convert_to(token, 'UTF8')), username, expiration FROM original_tokens;
DROP TABLE original_tokens;

CREATE TABLE rooms (
    id         TEXT COLLATE "C" PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- sequence: the last number taken in the room. ordinal: how many of these were messages.
CREATE TABLE room_heads (
    room     TEXT COLLATE "C" PRIMARY KEY REFERENCES rooms (id),
    sequence BIGINT NOT NULL DEFAULT 0,
    ordinal  BIGINT NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE members (
    room      TEXT COLLATE "C" NOT NULL REFERENCES rooms (id),
    username  VARCHAR(128) COLLATE "C" NOT NULL REFERENCES users (username),
    delivered BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (room, username)
) WITH (fillfactor = 80);
CREATE INDEX members_username_idx ON members (username);

-- No foreign keys: a writer holds the room's head and has looked at the membership under it, so that they could only
-- cost. client_id is NULL in rows of the original alone.
CREATE TABLE messages (
    id         BIGINT PRIMARY KEY,
    room       TEXT COLLATE "C" NOT NULL,
    sequence   BIGINT NOT NULL,
    ordinal    BIGINT NOT NULL,
    sender     VARCHAR(128) COLLATE "C" NOT NULL,
    client_id  TEXT COLLATE "C",
    body       TEXT,
    image_path TEXT,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE FUNCTION pg_temp.escaped(username VARCHAR) RETURNS TEXT LANGUAGE SQL IMMUTABLE
    AS $$ SELECT replace(replace(username, '%', '%25'), ':', '%3A') $$;

-- As RoomId.direct makes it: the smaller name first.
CREATE FUNCTION pg_temp.direct_room(one VARCHAR, other VARCHAR) RETURNS TEXT LANGUAGE SQL IMMUTABLE
    AS $$ SELECT 'd:' || pg_temp.escaped(least(one COLLATE "C", other COLLATE "C"))
              || ':' || pg_temp.escaped(greatest(one COLLATE "C", other COLLATE "C")) $$;

INSERT INTO messages (id, room, sequence, ordinal, sender, body, image_path, created_at)
SELECT id, room, position, position, username_from, nullif(message, ''), nullif(image_path, ''), created_at
FROM (
    SELECT m.*, pairs.room, row_number() OVER (PARTITION BY pairs.room ORDER BY m.created_at, m.id) AS position
    FROM original_messages m
    JOIN (
        SELECT username_from, username_to, pg_temp.direct_room(username_from, username_to) AS room
        FROM (SELECT DISTINCT username_from, username_to FROM original_messages) AS spoken
    ) AS pairs USING (username_from, username_to)
) AS numbered;

CREATE UNIQUE INDEX messages_room_sequence_key ON messages (room, sequence);
CREATE UNIQUE INDEX messages_client_id_key ON messages (room, sender, client_id) WHERE client_id IS NOT NULL;

INSERT INTO rooms (id, created_at)
SELECT room, min(created_at) FROM messages GROUP BY room;

INSERT INTO room_heads (room, sequence, ordinal)
SELECT room, max(sequence), max(ordinal) FROM messages GROUP BY room;

INSERT INTO members (room, username)
SELECT pg_temp.direct_room(username_from, username_to), username_from FROM original_messages
UNION
SELECT pg_temp.direct_room(username_from, username_to), username_to FROM original_messages;

ALTER SEQUENCE messages_id_seq AS BIGINT OWNED BY messages.id;
ALTER TABLE messages ALTER COLUMN id SET DEFAULT nextval('messages_id_seq');
DROP TABLE original_messages;

-- What notif is still to be told; see the notifications module. due_at is also the lease of a claim.
CREATE TABLE outbox (
    message    BIGINT PRIMARY KEY,
    room       TEXT COLLATE "C" NOT NULL,
    sequence   BIGINT NOT NULL,
    recipient  VARCHAR(128) COLLATE "C" NOT NULL,
    due_at     TIMESTAMPTZ NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    parked_at  TIMESTAMPTZ,
    parked_for TEXT
);
CREATE INDEX outbox_due_idx ON outbox (due_at, message) WHERE parked_at IS NULL;
CREATE INDEX outbox_recipient_idx ON outbox (recipient, message) WHERE parked_at IS NULL;
