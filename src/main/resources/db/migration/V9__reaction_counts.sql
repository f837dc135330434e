-- How often each reaction of a message is given, so that showing it costs one row and not one for each giver.

CREATE TABLE reaction_counts (
    room     TEXT COLLATE "C" NOT NULL,
    message  BIGINT NOT NULL,
    reaction TEXT COLLATE "C" NOT NULL,
    given    INTEGER NOT NULL,
    PRIMARY KEY (room, message, reaction)
);

-- Kept by the database, since nodes of the version before write reactions, too, while a release rolls. Whoever writes them has
-- locked the head of the room.
CREATE FUNCTION chatter_count_reactions() RETURNS TRIGGER
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO reaction_counts AS c (room, message, reaction, given)
        SELECT room, message, reaction, count(*) FROM after WHERE given GROUP BY room, message, reaction
        ON CONFLICT (room, message, reaction) DO UPDATE SET given = c.given + excluded.given;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        UPDATE reaction_counts c SET given = c.given - b.given
        FROM (SELECT room, message, reaction, count(*) AS given FROM before WHERE given
              GROUP BY room, message, reaction) AS b
        WHERE c.room = b.room AND c.message = b.message AND c.reaction = b.reaction;
        DELETE FROM reaction_counts c USING before b
        WHERE c.room = b.room AND c.message = b.message AND c.reaction = b.reaction AND c.given = 0;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER reactions_inserted AFTER INSERT ON reactions
    REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION chatter_count_reactions();
CREATE TRIGGER reactions_updated AFTER UPDATE ON reactions
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION chatter_count_reactions();
CREATE TRIGGER reactions_deleted AFTER DELETE ON reactions
    REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION chatter_count_reactions();

-- The triggers hold off whoever writes reactions until this is committed.
INSERT INTO reaction_counts (room, message, reaction, given)
SELECT room, message, reaction, count(*) FROM reactions WHERE given GROUP BY room, message, reaction;
