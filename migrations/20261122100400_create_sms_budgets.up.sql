-- How many codes were asked for within one window, per address and in total.
CREATE TABLE sms_budgets (
    scope        text        NOT NULL,
    -- Keyed HMAC-SHA256 of the address; empty for the total.
    subject      bytea       NOT NULL,
    window_start timestamptz NOT NULL,
    spent        bigint      NOT NULL,
    PRIMARY KEY (scope, subject, window_start),
    CONSTRAINT ck_sms_budgets_scope CHECK (scope IN ('address', 'total'))
);

-- Pruning: windows that are over.
CREATE INDEX idx_sms_budgets_window_start ON sms_budgets (window_start);
