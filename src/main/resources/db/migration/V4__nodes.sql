-- Several nodes on one database: who is there, who is online where, and what changed since somebody looked.

-- A node counts as there until its lease ends. roll: how often the rows of its users in "online" changed. leaving: it goes,
-- and its users have until the end of the lease to come back elsewhere.
CREATE TABLE nodes (
    id          TEXT COLLATE "C" PRIMARY KEY,
    lease_until TIMESTAMPTZ NOT NULL,
    roll        BIGINT NOT NULL DEFAULT 0,
    leaving     BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE TABLE online (
    node       TEXT COLLATE "C" NOT NULL REFERENCES nodes ON DELETE CASCADE,
    username   VARCHAR(128) COLLATE "C" NOT NULL,
    user_group TEXT NOT NULL,
    PRIMARY KEY (node, username)
);

CREATE TABLE last_seen (
    username VARCHAR(128) COLLATE "C" PRIMARY KEY,
    at       TIMESTAMPTZ NOT NULL
);

-- One row a transaction, kept for some minutes: the rooms whose heads moved, from which sequence to which, and the users who
-- came to a room, left one, or are not what they were. By the transaction's id a node finds what it has not seen, also where
-- a transaction that began early is committed late. Not unique: a restored backup counts transactions anew.
CREATE TABLE changes (
    xid     XID8 NOT NULL DEFAULT pg_current_xact_id(),
    rooms   TEXT[] COLLATE "C" NOT NULL DEFAULT '{}',
    befores BIGINT[] NOT NULL DEFAULT '{}',
    afters  BIGINT[] NOT NULL DEFAULT '{}',
    users   TEXT[] COLLATE "C" NOT NULL DEFAULT '{}'
);
CREATE INDEX changes_xid_idx ON changes (xid);

-- sent_away: how often all connections of the user were closed; who connected before the last time is not to stay.
ALTER TABLE users
    ADD COLUMN suspended BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN sent_away BIGINT NOT NULL DEFAULT 0;
