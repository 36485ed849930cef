-- The Ed25519 keys of access tokens. `next` is published before it signs, `previous` after.
CREATE TABLE signing_keys (
    -- The `kid`.
    id                 text        PRIMARY KEY,
    state              text        NOT NULL,
    public_key         bytea       NOT NULL,
    -- Sealed and bound to the row's id.
    private_key_sealed bytea       NOT NULL,
    created_at         timestamptz NOT NULL,
    state_since        timestamptz NOT NULL,
    CONSTRAINT ck_signing_keys_state CHECK (state IN ('next', 'current', 'previous'))
);

-- Signing: the current key. There is one of each state.
CREATE UNIQUE INDEX idx_signing_keys_state ON signing_keys (state);
