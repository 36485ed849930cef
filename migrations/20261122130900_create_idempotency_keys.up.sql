-- What was answered to writes that may be sent again.
CREATE TABLE idempotency_keys (
    user_id      uuid        NOT NULL,
    key          text        NOT NULL COLLATE "C",
    -- SHA-256 of the method and the request.
    request_hash bytea       NOT NULL,
    -- The message that was answered.
    response     bytea       NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (user_id, key),
    CONSTRAINT fk_idempotency_keys_users FOREIGN KEY (user_id) REFERENCES users (id)
        ON DELETE CASCADE
);

-- Pruning: the old ones.
CREATE INDEX idx_idempotency_keys_created_at ON idempotency_keys (created_at);
