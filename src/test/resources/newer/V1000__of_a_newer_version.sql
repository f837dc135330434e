-- What a version of tomorrow may add while one of today still runs.
ALTER TABLE messages ADD COLUMN of_tomorrow TEXT;
ALTER TABLE room_heads ADD COLUMN of_tomorrow INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN of_tomorrow BOOLEAN NOT NULL DEFAULT FALSE;
CREATE TABLE of_tomorrow (id BIGINT PRIMARY KEY);
