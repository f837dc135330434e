-- From pairs of usernames to rooms with an order: every pair that ever spoke gets its direct room, and every message a
-- place in it. Runs in one transaction and holds the tables meanwhile.
--
-- Usernames and room ids compare by bytes (COLLATE "C"): that is what RoomId does in Java, and it is cheaper.
-- What one room's writers take turns on, the head, lives in a narrow table of its own. Keys and indexes of what is
-- filled here come after the rows: so a million messages take seconds.

SET LOCAL work_mem = '128MB';
SET LOCAL maintenance_work_mem = '256MB';
SET LOCAL jit = off;

ALTER TABLE messages RENAME TO original_messages;
ALTER TABLE tokens RENAME TO original_tokens;

-- Keys, indexes and sequences of the original may have any names. Those of the two old tables go, so that their names
-- are free; those of users get ours, so that later migrations find them.
DO $$
DECLARE
    item RECORD;
BEGIN
    FOR item IN
        SELECT conrelid::regclass AS owner, conname AS name FROM pg_constraint
        WHERE contype <> 'n' AND conrelid IN ('original_messages'::regclass, 'original_tokens'::regclass)
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', item.owner, item.name);
    END LOOP;

    -- Those on username alone and on user_group alone: the unique key and users_group_members_idx do their work.
    FOR item IN
        SELECT indexrelid::regclass AS name FROM pg_index
        WHERE indrelid IN ('original_messages'::regclass, 'original_tokens'::regclass)
           OR indrelid = 'users'::regclass AND NOT indisunique AND indnatts = 1 AND indexprs IS NULL
              AND indpred IS NULL
              AND indkey[0] IN (SELECT attnum FROM pg_attribute
                                WHERE attrelid = 'users'::regclass AND attname IN ('username', 'user_group'))
    LOOP
        EXECUTE format('DROP INDEX %s', item.name);
    END LOOP;

    FOR item IN
        SELECT conname AS name, CASE contype WHEN 'p' THEN 'users_pkey' ELSE 'users_username_key' END AS ours
        FROM pg_constraint WHERE conrelid = 'users'::regclass AND contype IN ('p', 'u')
    LOOP
        IF item.name <> item.ours THEN
            EXECUTE format('ALTER TABLE users RENAME CONSTRAINT %I TO %I', item.name, item.ours);
        END IF;
    END LOOP;

    FOR item IN
        SELECT pg_get_serial_sequence(owner, 'id')::regclass AS sequence, ours
        FROM (VALUES ('users', 'users_id_seq'), ('original_messages', 'messages_id_seq')) AS owners (owner, ours)
    LOOP
        IF item.sequence IS DISTINCT FROM to_regclass(item.ours) THEN
            EXECUTE format('ALTER SEQUENCE %s RENAME TO %I', item.sequence, item.ours);
        END IF;
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

-- Who spoke to whom, in this direction, and in which room: as RoomId.direct makes it, the smaller name first.
CREATE TABLE original_pairs AS
SELECT username_from, username_to,
       'd:' || replace(replace(least(username_from, username_to), '%', '%25'), ':', '%3A')
            || ':' || replace(replace(greatest(username_from, username_to), '%', '%25'), ':', '%3A') AS room
FROM (SELECT DISTINCT username_from COLLATE "C" AS username_from, username_to COLLATE "C" AS username_to
      FROM original_messages) AS spoken;
ANALYZE original_pairs;

-- No foreign keys: a writer holds the room's head and has looked at the membership under it, so that they could only
-- cost. client_id is NULL in rows of the original alone.
CREATE TABLE messages (
    id         BIGINT NOT NULL,
    room       TEXT COLLATE "C" NOT NULL,
    sequence   BIGINT NOT NULL,
    ordinal    BIGINT NOT NULL,
    sender     VARCHAR(128) COLLATE "C" NOT NULL,
    client_id  TEXT COLLATE "C",
    body       TEXT,
    image_path TEXT,
    created_at TIMESTAMPTZ NOT NULL
);
INSERT INTO messages (id, room, sequence, ordinal, sender, body, image_path, created_at)
SELECT id, room, position, position, username_from, nullif(message, ''), nullif(image_path, ''), created_at
FROM (
    SELECT m.*, pairs.room, row_number() OVER (PARTITION BY pairs.room ORDER BY m.created_at, m.id) AS position
    FROM original_messages m
    JOIN original_pairs pairs ON m.username_from = pairs.username_from AND m.username_to = pairs.username_to
) AS numbered;
ALTER TABLE messages ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX messages_room_sequence_key ON messages (room, sequence);
CREATE UNIQUE INDEX messages_client_id_key ON messages (room, sender, client_id) WHERE client_id IS NOT NULL;

CREATE TABLE rooms (
    id         TEXT COLLATE "C" NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
INSERT INTO rooms (id, created_at)
SELECT room, min(created_at) FROM messages GROUP BY room;
ALTER TABLE rooms ADD PRIMARY KEY (id);

-- sequence: the last number taken in the room. ordinal: how many of these were messages.
CREATE TABLE room_heads (
    room     TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL DEFAULT 0,
    ordinal  BIGINT NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
INSERT INTO room_heads (room, sequence, ordinal)
SELECT room, max(sequence), max(ordinal) FROM messages GROUP BY room;
ALTER TABLE room_heads ADD PRIMARY KEY (room), ADD FOREIGN KEY (room) REFERENCES rooms (id);

CREATE TABLE members (
    room     TEXT COLLATE "C" NOT NULL,
    username VARCHAR(128) COLLATE "C" NOT NULL
);
INSERT INTO members (room, username)
SELECT room, username_from FROM original_pairs
UNION
SELECT room, username_to FROM original_pairs;
ALTER TABLE members
    ADD PRIMARY KEY (room, username),
    ADD FOREIGN KEY (room) REFERENCES rooms (id),
    ADD FOREIGN KEY (username) REFERENCES users (username);
CREATE INDEX members_username_idx ON members (username);

DO $$
BEGIN
    IF (SELECT count(*) FROM messages) <> (SELECT count(*) FROM original_messages) THEN
        RAISE EXCEPTION 'not every message of the original got its place';
    END IF;
END $$;

-- Both go on above the highest id, which need not have come from the sequence.
ALTER SEQUENCE messages_id_seq AS BIGINT OWNED BY messages.id;
ALTER TABLE messages ALTER COLUMN id SET DEFAULT nextval('messages_id_seq');
SELECT setval('messages_id_seq', highest)
FROM (SELECT max(id) AS highest FROM messages) AS ids, messages_id_seq
WHERE highest >= last_value;
SELECT setval('users_id_seq', highest)
FROM (SELECT max(id) AS highest FROM users) AS ids, users_id_seq
WHERE highest >= last_value;
DROP TABLE original_messages;
DROP TABLE original_pairs;

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

-- Up to which sequence a member is known to have got a room; see Receipts.
CREATE TABLE receipts (
    room      TEXT COLLATE "C" NOT NULL,
    username  VARCHAR(128) COLLATE "C" NOT NULL,
    delivered BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (room, username)
) WITH (fillfactor = 80);
