-- What plays, or played last, of each user.
CREATE TABLE playbacks (
    user_id     uuid        PRIMARY KEY,
    track_id    text        NOT NULL,
    snapshot    jsonb       NOT NULL,
    position_ms bigint      NOT NULL,
    state       text        NOT NULL,
    -- Track ids, the next first.
    queue       text[]      NOT NULL,
    device_id   text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    revision    bigint      NOT NULL,
    CONSTRAINT fk_playbacks_users FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT ck_playbacks_state CHECK (state IN ('playing', 'paused', 'stopped'))
);
