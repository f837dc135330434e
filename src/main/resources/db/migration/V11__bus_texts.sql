-- Texts between nodes that are too large for NOTIFY, for a minute each. Unlogged: the bus may lose what it carries.

CREATE UNLOGGED TABLE bus_texts (
    id        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stored_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    text      TEXT NOT NULL
);
