-- Rooms of many, and a log of everything that happens in a room. A message's own row is its "sent" event; what else is
-- numbered has a row in room_events. Together the two tables hold every sequence of a room once.

ALTER TABLE messages
    ADD COLUMN reply_to    BIGINT,
    ADD COLUMN edited_at   TIMESTAMPTZ,
    ADD COLUMN deleted_at  TIMESTAMPTZ,
    -- What the message was when it was sent, as a short hash: told apart by it is a retry whose message was edited or
    -- deleted since. NULL as long as the row itself tells.
    ADD COLUMN fingerprint BYTEA;

-- subject: who joined or left. message: the sequence of the message that was edited, deleted, reacted to. No text: that of
-- an edit stands in the message's row.
CREATE TABLE room_events (
    room        TEXT COLLATE "C" NOT NULL,
    sequence    BIGINT NOT NULL,
    kind        TEXT NOT NULL,
    actor       VARCHAR(128) COLLATE "C" NOT NULL,
    at          TIMESTAMPTZ NOT NULL,
    client_id   TEXT COLLATE "C" NOT NULL,
    fingerprint BYTEA,
    subject     VARCHAR(128) COLLATE "C",
    message     BIGINT,
    reaction    TEXT,
    PRIMARY KEY (room, sequence)
);
CREATE UNIQUE INDEX room_events_client_id_key ON room_events (room, actor, client_id);

-- The row of a reaction that was taken back stays: its sequence answers a retry.
CREATE TABLE reactions (
    room     TEXT COLLATE "C" NOT NULL,
    message  BIGINT NOT NULL,
    username VARCHAR(128) COLLATE "C" NOT NULL,
    reaction TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    given    BOOLEAN NOT NULL,
    PRIMARY KEY (room, message, username, reaction)
);

-- data: a JSON object, as it was given. user_group: whose people may come in.
ALTER TABLE rooms
    ADD COLUMN visibility   TEXT NOT NULL DEFAULT 'direct',
    ADD COLUMN name         TEXT,
    ADD COLUMN data         TEXT,
    ADD COLUMN user_group   TEXT,
    ADD COLUMN hide_history BOOLEAN NOT NULL DEFAULT FALSE;

-- How many belong to the room.
ALTER TABLE room_heads ADD COLUMN members INTEGER NOT NULL DEFAULT 0;
UPDATE room_heads h SET members = m.members
FROM (SELECT room, count(*) AS members FROM members GROUP BY room) AS m WHERE h.room = m.room;

-- joined: the sequence from which on he belongs to it; 0 in direct rooms. caught_up: the ordinal up to which nothing counts
-- as unread whatever his receipt says: what was there when he joined, and his own last message. History taken over from the
-- original counts as read.
ALTER TABLE members
    ADD COLUMN owner     BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN joined    BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN caught_up BIGINT NOT NULL DEFAULT 0;
UPDATE members m SET caught_up = h.ordinal FROM room_heads h WHERE h.room = m.room;
ALTER TABLE members SET (fillfactor = 80);
-- The rooms of a user by their ids, those of two or those of many apart.
CREATE INDEX members_username_room_idx ON members (username, room);
DROP INDEX members_username_idx;

-- "read" with the ordinal of the last message it covers. Both sequences only grow.
ALTER TABLE receipts
    ADD COLUMN read         BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN read_ordinal BIGINT NOT NULL DEFAULT 0;
