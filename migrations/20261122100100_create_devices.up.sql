CREATE TABLE devices (
    user_id        uuid        NOT NULL,
    -- Chosen by the client; unique for one user only.
    id             text        NOT NULL,
    name           text        NOT NULL,
    platform       text        NOT NULL,
    last_ip_masked text        NOT NULL,
    last_seen_at   timestamptz NOT NULL,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (user_id, id),
    CONSTRAINT fk_devices_users FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
