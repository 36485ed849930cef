ALTER TABLE sms_deliveries
    -- ISO 3166 of the number's plan; empty for plans of no country.
    ADD COLUMN country       text        NOT NULL DEFAULT '',
    -- What the vendor charges by: segments. Null until it is known.
    ADD COLUMN cost_units    integer,
    -- The number, sealed, for as long as the vendor is asked what became of the message.
    ADD COLUMN phone_sealed  bytea,
    -- When the vendor is asked next; null when never again.
    ADD COLUMN next_check_at timestamptz,
    ADD COLUMN checks        integer     NOT NULL DEFAULT 0,
    -- When the message was delivered or given up, by the vendor.
    ADD COLUMN final_at      timestamptz,
    ADD CONSTRAINT ck_sms_deliveries_phone_sealed
        CHECK (phone_sealed IS NULL = (next_check_at IS NULL));

-- Receipts: the deliveries that are due to be asked about.
CREATE INDEX idx_sms_deliveries_next_check_at ON sms_deliveries (next_check_at)
    WHERE next_check_at IS NOT NULL;
