-- Finding public rooms by the beginning of their names, whatever the case of the letters.

-- What the name of a room is compared and sorted by: bytes, as the collation of the database may know the letters of ASCII
-- alone. Lower case comes from the best collation for all of Unicode that this server has. Cut, so that it fits into an
-- index whatever the limit of names. The cost keeps the planner from sorting where it can read an index in order: it has no
-- statistics of an expression of a partial index.
DO $$
DECLARE
    best TEXT;
BEGIN
    SELECT format('COLLATE %I', collname) INTO best FROM pg_collation
    WHERE collnamespace = 'pg_catalog'::regnamespace AND collname IN ('pg_c_utf8', 'und-x-icu')
      AND collencoding IN (-1, pg_char_to_encoding(getdatabaseencoding()))
    ORDER BY collname = 'pg_c_utf8' DESC LIMIT 1;

    EXECUTE format(
        'CREATE FUNCTION folded_name(name TEXT) RETURNS BYTEA LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000'
        ' SET search_path = pg_catalog AS $f$ SELECT convert_to(lower(left(name, 200) %s), ''UTF8'') $f$',
        coalesce(best, ''));
END $$;

-- Of one group, and of all where people of different groups may talk.
CREATE INDEX rooms_public_group_idx ON rooms (coalesce(user_group, ''), folded_name(name), id)
    WHERE visibility = 'public';
CREATE INDEX rooms_public_idx ON rooms (folded_name(name), id) WHERE visibility = 'public';
