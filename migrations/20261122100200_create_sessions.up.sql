CREATE TABLE sessions (
    id                 uuid        PRIMARY KEY,
    user_id            uuid        NOT NULL,
    device_id          text        NOT NULL,
    -- The key that signs this session's refresh tokens, sealed and bound to the row's id.
    refresh_key_sealed bytea       NOT NULL,
    -- The counter of the one refresh token that is current.
    refresh_counter    bigint      NOT NULL DEFAULT 0,
    created_at         timestamptz NOT NULL,
    refreshed_at       timestamptz NOT NULL,
    expires_at         timestamptz NOT NULL,
    ended_at           timestamptz,
    end_reason         text,
    CONSTRAINT fk_sessions_devices FOREIGN KEY (user_id, device_id)
        REFERENCES devices (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_sessions_end_reason CHECK (
        (ended_at IS NULL) = (end_reason IS NULL)
        AND end_reason IN ('signed_out', 'signed_in_again', 'device_replaced', 'refresh_token_reused')
    )
);

-- Sign-in: the devices that count towards the limit. A device has one open session at most.
CREATE UNIQUE INDEX idx_sessions_user_id_device_id ON sessions (user_id, device_id)
    WHERE ended_at IS NULL;

-- Deleting a user or a device: the sessions that go with it.
CREATE INDEX idx_sessions_user_id ON sessions (user_id);

-- Pruning: sessions that are over.
CREATE INDEX idx_sessions_expires_at ON sessions (expires_at);
