-- The edges that are told, by the address that origins push to.
CREATE TABLE outbox_edges (
    url     text        PRIMARY KEY,
    -- When an origin last had it among its settings.
    seen_at timestamptz NOT NULL
);

-- What an edge has not acknowledged yet: a row for each event and edge, which goes when it has.
CREATE TABLE outbox_deliveries (
    -- No reference: every event that is written would lock the edge's row.
    edge            text        NOT NULL,
    -- The order of delivery within an edge and user; no other row has it.
    id              bigint      GENERATED ALWAYS AS IDENTITY,
    event_id        bigint      NOT NULL,
    -- The event's.
    user_id         uuid        NOT NULL,
    created_at      timestamptz NOT NULL,
    -- How often it was sent, and how often the edge said that it never will take it.
    attempts        integer     NOT NULL DEFAULT 0,
    refusals        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    set_aside_at    timestamptz,
    last_error      text,
    -- Delivery: what waits for an edge, the oldest first, however much waits for others.
    PRIMARY KEY (edge, id),
    CONSTRAINT fk_outbox_deliveries_outbox_events
        FOREIGN KEY (event_id) REFERENCES outbox_events (id) ON DELETE CASCADE
);

-- Pruning: whether an edge waits for an event still. An edge has one delivery of it.
CREATE UNIQUE INDEX idx_outbox_deliveries_event_id_edge ON outbox_deliveries (event_id, edge);

-- Delivery: a user's earliest event that waits for an edge, and those behind it.
CREATE INDEX idx_outbox_deliveries_edge_user_id_id ON outbox_deliveries (edge, user_id, id)
    WHERE set_aside_at IS NULL;

-- Administration, metrics and pruning: what was set aside.
CREATE INDEX idx_outbox_deliveries_id ON outbox_deliveries (id) WHERE set_aside_at IS NOT NULL;

-- The edges are not known here: what waits is for all that are named next.
INSERT INTO outbox_deliveries (edge, event_id, user_id, created_at, attempts, refusals,
                               next_attempt_at, set_aside_at, last_error)
SELECT '', id, user_id, created_at, attempts, refusals, next_attempt_at, set_aside_at, last_error
FROM outbox_events
WHERE delivered_at IS NULL
ORDER BY id;

DROP INDEX idx_outbox_events_user_id_id;
DROP INDEX idx_outbox_events_next_attempt_at;
DROP INDEX idx_outbox_events_set_aside_at;

ALTER TABLE outbox_events
    DROP CONSTRAINT ck_outbox_events_end,
    DROP COLUMN attempts,
    DROP COLUMN refusals,
    DROP COLUMN next_attempt_at,
    DROP COLUMN delivered_at,
    DROP COLUMN set_aside_at,
    DROP COLUMN last_error;
