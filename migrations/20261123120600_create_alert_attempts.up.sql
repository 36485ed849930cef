-- Every call of the webhook for a delivery.
CREATE TABLE alert_attempts (
    delivery_id uuid        NOT NULL,
    -- From 1.
    number      integer     NOT NULL,
    at          timestamptz NOT NULL,
    took_ms     bigint      NOT NULL,
    -- Of HTTP; null when there was no answer.
    status      integer,
    -- Why it counts as failed; null when it does not.
    error       text,
    PRIMARY KEY (delivery_id, number),
    CONSTRAINT fk_alert_attempts_alert_deliveries
        FOREIGN KEY (delivery_id) REFERENCES alert_deliveries (id) ON DELETE CASCADE
);
