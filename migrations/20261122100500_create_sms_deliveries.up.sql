-- Every attempt to hand a message to a vendor.
CREATE TABLE sms_deliveries (
    id                uuid        PRIMARY KEY,
    -- The code that was carried. No reference: codes of failed deliveries are deleted.
    code_id           uuid        NOT NULL,
    phone_masked      text        NOT NULL,
    vendor            text        NOT NULL,
    outcome           text        NOT NULL,
    -- The vendor's own words for the outcome, and its id of the message when it took it.
    vendor_code       text,
    vendor_message_id text,
    took_ms           bigint      NOT NULL,
    created_at        timestamptz NOT NULL
);

-- Administration: deliveries newest first. Pruning: the old ones.
CREATE INDEX idx_sms_deliveries_created_at ON sms_deliveries (created_at);
