-- What became of notifications that did not simply arrive: one row a try that failed or was refused, and one for each that was
-- dropped. Kept for some days (chatter.notifications.attempts-kept).

-- number: which try of that message it was; the last one kept stands for all that followed it.
CREATE TABLE notification_attempts (
    message BIGINT NOT NULL,
    number  INTEGER NOT NULL,
    at      TIMESTAMPTZ NOT NULL,
    outcome TEXT NOT NULL,
    answer  TEXT,
    PRIMARY KEY (message, number)
);
CREATE INDEX notification_attempts_at_idx ON notification_attempts (at);

-- Counts them without reading those that wait.
CREATE INDEX outbox_parked_idx ON outbox (message) WHERE parked_at IS NOT NULL;
