-- The listener's own choice of what plays in place of a track.
CREATE TABLE substitutions (
    user_id      uuid        NOT NULL,
    track_id     text        NOT NULL COLLATE "C",
    use_track_id text        NOT NULL,
    updated_at   timestamptz NOT NULL,
    revision     bigint      NOT NULL,
    deleted_at   timestamptz,
    PRIMARY KEY (user_id, track_id),
    CONSTRAINT fk_substitutions_users FOREIGN KEY (user_id) REFERENCES users (id)
        ON DELETE CASCADE
);

-- Listing, latest choice first.
CREATE INDEX idx_substitutions_user_id_updated_at_track_id
    ON substitutions (user_id, updated_at, track_id) WHERE deleted_at IS NULL;

-- Changes since a revision.
CREATE INDEX idx_substitutions_user_id_revision ON substitutions (user_id, revision);

-- Pruning: the deletions that everybody has heard of.
CREATE INDEX idx_substitutions_deleted_at ON substitutions (deleted_at)
    WHERE deleted_at IS NOT NULL;
