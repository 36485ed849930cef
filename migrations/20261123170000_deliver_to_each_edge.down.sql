ALTER TABLE outbox_events
    ADD COLUMN attempts        integer     NOT NULL DEFAULT 0,
    ADD COLUMN refusals        integer     NOT NULL DEFAULT 0,
    ADD COLUMN next_attempt_at timestamptz,
    ADD COLUMN delivered_at    timestamptz,
    ADD COLUMN set_aside_at    timestamptz,
    ADD COLUMN last_error      text;

UPDATE outbox_events SET next_attempt_at = created_at, delivered_at = created_at;

-- What one edge waits for, all are told again.
UPDATE outbox_events e
SET attempts = d.attempts, refusals = d.refusals, next_attempt_at = d.next_attempt_at,
    delivered_at = NULL, set_aside_at = d.set_aside_at, last_error = d.last_error
FROM (
    SELECT event_id, max(attempts) AS attempts, max(refusals) AS refusals,
           min(next_attempt_at) AS next_attempt_at,
           CASE WHEN bool_and(set_aside_at IS NOT NULL) THEN max(set_aside_at) END AS set_aside_at,
           max(last_error) AS last_error
    FROM outbox_deliveries
    GROUP BY event_id
) d
WHERE e.id = d.event_id;

ALTER TABLE outbox_events
    ALTER COLUMN next_attempt_at SET NOT NULL,
    ADD CONSTRAINT ck_outbox_events_end CHECK (delivered_at IS NULL OR set_aside_at IS NULL);

CREATE INDEX idx_outbox_events_user_id_id ON outbox_events (user_id, id)
    WHERE delivered_at IS NULL AND set_aside_at IS NULL;

CREATE INDEX idx_outbox_events_next_attempt_at ON outbox_events (next_attempt_at)
    WHERE delivered_at IS NULL AND set_aside_at IS NULL;

CREATE INDEX idx_outbox_events_set_aside_at ON outbox_events (set_aside_at)
    WHERE set_aside_at IS NOT NULL;

DROP TABLE outbox_deliveries;
DROP TABLE outbox_edges;
