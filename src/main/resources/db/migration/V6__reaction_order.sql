-- The order in which the reactions of a message are shown, and what their limits are judged by.

-- since: the sequence at which the reaction's count last rose from 0, the same in all rows of those who have given it. NULL where
-- it was taken back, and in rows of the version before: there the row's own sequence stands for it.
ALTER TABLE reactions ADD COLUMN since BIGINT;

-- Of a message the different reactions, how many gave each, and the first of them, without reading those who took theirs back.
CREATE INDEX reactions_given_idx ON reactions (room, message, reaction, sequence) WHERE given;
