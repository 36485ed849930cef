CREATE TABLE playlists (
    -- Version 7.
    id          uuid        PRIMARY KEY,
    user_id     uuid        NOT NULL,
    name        text        NOT NULL,
    description text        NOT NULL,
    cover_url   text        NOT NULL,
    public      boolean     NOT NULL,
    track_count integer     NOT NULL DEFAULT 0,
    -- Rises with every change of the playlist or of its entries.
    version     bigint      NOT NULL DEFAULT 1,
    revision    bigint      NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    deleted_at  timestamptz,
    CONSTRAINT fk_playlists_users FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT ck_playlists_track_count CHECK (track_count BETWEEN 0 AND 10000)
);

-- Listing, newest first.
CREATE INDEX idx_playlists_user_id_id ON playlists (user_id, id) WHERE deleted_at IS NULL;

-- Changes since a revision. Deleting a user: their playlists.
CREATE INDEX idx_playlists_user_id_revision ON playlists (user_id, revision);

-- Pruning: the deletions that everybody has heard of.
CREATE INDEX idx_playlists_deleted_at ON playlists (deleted_at) WHERE deleted_at IS NOT NULL;
