CREATE TABLE sms_codes (
    id          uuid        PRIMARY KEY,
    -- Which of two codes of one moment is the later.
    sequence    bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    phone_index bytea       NOT NULL,
    purpose     text        NOT NULL,
    -- Keyed HMAC-SHA256 over purpose, phone and code.
    code_hash   bytea       NOT NULL,
    attempts    integer     NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz
);

-- Sign-in: the latest code of a phone. Sending: how many a phone was sent lately.
CREATE INDEX idx_sms_codes_phone_index_created_at ON sms_codes (phone_index, created_at DESC);

-- Pruning: codes past every budget's window.
CREATE INDEX idx_sms_codes_created_at ON sms_codes (created_at);
