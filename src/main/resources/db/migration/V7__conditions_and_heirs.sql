-- Fails a statement whose condition did not hold, with a SQLSTATE of its own: CH001 in PostgreSQL's log is expected contention
-- between nodes and no fault. Evaluated only where a condition failed, and does no work: SQL itself cannot raise a state.
CREATE FUNCTION chatter_condition_failed(explanation TEXT) RETURNS BIGINT
    LANGUAGE plpgsql VOLATILE
    AS $$
BEGIN
    RAISE EXCEPTION '%', explanation USING ERRCODE = 'CH001';
END $$;

-- Whoever has been a member for longest inherits a room whose owner leaves. Direct rooms, joined at 0, have no owner.
CREATE INDEX members_joined_idx ON members (room, joined) WHERE joined > 0;
