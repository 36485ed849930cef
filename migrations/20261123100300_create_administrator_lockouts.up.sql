-- Failures to sign in. E-mail addresses that are nobody's are counted like any other, so that a lock
-- tells nobody which ones are known.
CREATE TABLE administrator_lockouts (
    -- HMAC-SHA256 of an e-mail address or a network address.
    subject      bytea       PRIMARY KEY,
    failures     integer     NOT NULL,
    locked_until timestamptz,
    failed_at    timestamptz NOT NULL
);

-- Pruning: failures long past.
CREATE INDEX idx_administrator_lockouts_failed_at ON administrator_lockouts (failed_at);
