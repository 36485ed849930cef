-- What was played. What was cleared stays for a while, emptied, so that it is not taken again.
CREATE TABLE plays (
    user_id    uuid        NOT NULL,
    -- As the player names it: the same play told twice is one.
    event_id   text        NOT NULL COLLATE "C",
    track_id   text        NOT NULL,
    snapshot   jsonb,
    played_at  timestamptz NOT NULL,
    played_ms  bigint      NOT NULL,
    completed  boolean     NOT NULL,
    revision   bigint      NOT NULL,
    cleared_at timestamptz,
    PRIMARY KEY (user_id, event_id),
    CONSTRAINT fk_plays_users FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT ck_plays_cleared_at CHECK (cleared_at IS NULL = (snapshot IS NOT NULL))
);

-- Listing, newest first.
CREATE INDEX idx_plays_user_id_played_at_event_id ON plays (user_id, played_at, event_id)
    WHERE cleared_at IS NULL;

-- Changes since a revision.
CREATE INDEX idx_plays_user_id_revision ON plays (user_id, revision) WHERE cleared_at IS NULL;

-- Pruning: history past its time.
CREATE INDEX idx_plays_played_at ON plays (played_at);

-- Pruning: what was cleared.
CREATE INDEX idx_plays_cleared_at ON plays (cleared_at) WHERE cleared_at IS NOT NULL;
