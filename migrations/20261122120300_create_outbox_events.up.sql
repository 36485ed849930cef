-- What the edges have to hear of, committed together with what it tells.
CREATE TABLE outbox_events (
    -- The order of delivery within a user.
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- What the edges know it by.
    event           uuid        NOT NULL,
    -- No reference: what is told of a user may be that they are gone.
    user_id         uuid        NOT NULL,
    kind            text        NOT NULL,
    payload         jsonb       NOT NULL,
    created_at      timestamptz NOT NULL,
    -- How often it was sent, and how often an edge said that it never will take it.
    attempts        integer     NOT NULL DEFAULT 0,
    refusals        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    delivered_at    timestamptz,
    set_aside_at    timestamptz,
    last_error      text,
    CONSTRAINT ck_outbox_events_end CHECK (delivered_at IS NULL OR set_aside_at IS NULL)
);

-- Edges drop what they have had.
CREATE UNIQUE INDEX idx_outbox_events_event ON outbox_events (event);

-- Delivery: a user's earliest event that waits.
CREATE INDEX idx_outbox_events_user_id_id ON outbox_events (user_id, id)
    WHERE delivered_at IS NULL AND set_aside_at IS NULL;

-- Delivery: the events that are due.
CREATE INDEX idx_outbox_events_next_attempt_at ON outbox_events (next_attempt_at)
    WHERE delivered_at IS NULL AND set_aside_at IS NULL;

-- Metrics: how many were set aside.
CREATE INDEX idx_outbox_events_set_aside_at ON outbox_events (set_aside_at)
    WHERE set_aside_at IS NOT NULL;

-- Pruning: the old ones.
CREATE INDEX idx_outbox_events_created_at ON outbox_events (created_at);
