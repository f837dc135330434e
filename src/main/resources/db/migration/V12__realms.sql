-- A name of a realm other than the native one is stored as U+001F, the realm (40), U+001F and the name (users 160, groups 56).
-- A native name cannot begin so.

DO $$
DECLARE
    reserved TEXT;
    wide     RECORD;
BEGIN
    SELECT quote_literal(n.name) || ' (' || n.what || ')' INTO reserved
    FROM (SELECT username AS name, 'a user' AS what FROM users
          UNION ALL SELECT user_group, 'the group of a user' FROM users
          UNION ALL SELECT id, 'a room' FROM rooms) AS n
    WHERE starts_with(n.name, chr(31)) LIMIT 1;
    IF reserved IS NOT NULL THEN
        RAISE EXCEPTION 'the name % begins with U+001F, which is reserved: rename it', reserved;
    END IF;

    FOR wide IN
        SELECT table_name, column_name, character_maximum_length AS before, collation_name AS collation
        FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name NOT LIKE 'original%'
          AND data_type = 'character varying'
          AND (character_maximum_length = 128 OR column_name = 'user_group' AND character_maximum_length = 56)
    LOOP
        EXECUTE format(
            'ALTER TABLE %I ALTER COLUMN %I TYPE VARCHAR(%s) %s',
            wide.table_name,
            wide.column_name,
            CASE wide.before WHEN 128 THEN 224 ELSE 120 END,
            CASE WHEN wide.collation IS NULL THEN '' ELSE format('COLLATE %I', wide.collation) END);
    END LOOP;
END $$;
