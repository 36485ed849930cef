-- Where alerts are sent, one row.
CREATE TABLE alert_webhooks (
    id            boolean     PRIMARY KEY DEFAULT true,
    url           text        NOT NULL,
    -- What signs the calls; bound to this column.
    secret_sealed bytea       NOT NULL,
    enabled       boolean     NOT NULL,
    updated_at    timestamptz NOT NULL,
    CONSTRAINT ck_alert_webhooks_id CHECK (id)
);
