-- What is sent of an event, committed together with it.
CREATE TABLE alert_deliveries (
    id              uuid        PRIMARY KEY,
    event_id        uuid        NOT NULL,
    -- The very text that is signed and sent.
    body            text        NOT NULL,
    created_at      timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    -- Null when it is over.
    next_attempt_at timestamptz,
    delivered_at    timestamptz,
    CONSTRAINT fk_alert_deliveries_alert_events
        FOREIGN KEY (event_id) REFERENCES alert_events (id) ON DELETE CASCADE,
    CONSTRAINT ck_alert_deliveries_delivered_at
        CHECK (delivered_at IS NULL OR next_attempt_at IS NULL)
);

-- Administration: what became of an event's delivery.
CREATE INDEX idx_alert_deliveries_event_id ON alert_deliveries (event_id);

-- Delivery: what is due.
CREATE INDEX idx_alert_deliveries_next_attempt_at ON alert_deliveries (next_attempt_at)
    WHERE next_attempt_at IS NOT NULL;
