-- The outbox serves several destinations: a row is one number of one destination. The version before knows notif alone; its
-- statements find rows by message, which the key still begins with.
ALTER TABLE outbox ADD COLUMN destination TEXT COLLATE "C" NOT NULL DEFAULT 'notif';
ALTER TABLE outbox DROP CONSTRAINT outbox_pkey, ADD PRIMARY KEY (message, destination);
